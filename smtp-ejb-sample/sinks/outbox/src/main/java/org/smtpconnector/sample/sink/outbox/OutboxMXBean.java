package org.smtpconnector.sample.sink.outbox;

import java.sql.SQLException;

/** The outbox in JMX. */
public interface OutboxMXBean {

    /** Returns the number of events that are still to be published. */
    long getWaiting() throws SQLException;

    /** Returns the number of events that are not tried any more. */
    long getDeadLetters() throws SQLException;

    /** Publishes the dead letters again, and returns their number. */
    int resendDeadLetters() throws SQLException;
}
