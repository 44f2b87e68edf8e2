/** Brokers that the tests of the sinks run, each in a process of its own. */
package org.smtpconnector.sample.sink.brokers;
