/** A sink that prints messages as lines of JSON. */
package org.smtpconnector.sample.sink.stdout;
