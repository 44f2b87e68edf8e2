package org.smtpconnector.inbox.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database as H2 has it open: from its first connection until an error closes it, a full disk for example. H2 opens it again
 * for the next connection, with two flaws (2.4.240). The former connections must not be used any more, not even to roll back:
 * some calls never return. And it must not be opened before all calls on them have returned: the last one would make H2
 * forget that it is open, and every further connection would find the file locked.
 */
final class OpenDatabase {

    /** DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90121);

    /** The exception of reading and writing the file, after which H2 closes it. */
    private static final String FILE_ERROR = "org.h2.mvstore.MVStoreException";

    /** A call that never returns must not be waited for longer than a sender would. */
    private static final int PATIENCE_MILLIS = 5000;

    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean lost;

    boolean isLost() {
        return lost;
    }

    /** This, or what is to be opened in its place. Waits for the calls that run, but not long. */
    synchronized OpenDatabase orNext() throws SQLException {
        if (!lost) {
            return this;
        }
        try {
            for (int waited = 0; calls.get() > 0 && waited < PATIENCE_MILLIS; waited++) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while the database was opened again", e);
        }
        return new OpenDatabase();
    }

    /** Before each call; it is to be followed by {@link #left}. */
    void enter() throws SQLException {
        calls.incrementAndGet();
        if (lost) {
            calls.decrementAndGet();
            throw new SQLNonTransientConnectionException("An error has closed the database; it is opened again");
        }
    }

    void left() {
        calls.decrementAndGet();
    }

    /** Notices what was thrown. */
    void failed(Throwable thrown) {
        lost |= thrown instanceof SQLException e && CLOSED.contains(e.getErrorCode());
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 10 && !lost; cause = cause.getCause()) {
            lost = cause.getClass().getName().equals(FILE_ERROR);
            depth++;
        }
    }
}
