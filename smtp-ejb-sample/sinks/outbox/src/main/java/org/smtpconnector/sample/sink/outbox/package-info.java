/** A sink that stores a message together with an event, and a relay that publishes the event. */
package org.smtpconnector.sample.sink.outbox;
