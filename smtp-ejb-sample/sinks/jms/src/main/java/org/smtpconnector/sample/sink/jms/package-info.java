/** A sink that sends messages to a Jakarta Messaging queue. */
package org.smtpconnector.sample.sink.jms;
