package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Every line of every session, for people who look for a mistake; costs nothing while its logger is not at debug. */
final class TranscriptLog {

    private static final Logger LOG = System.getLogger("org.smtpconnector.transcript");

    private TranscriptLog() {}

    static boolean isOn() {
        return LOG.isLoggable(Level.DEBUG);
    }

    /**
     * Logs a line, with the milliseconds since the session began, since the log is written a little later.
     *
     * @param started of the session, as {@link System#nanoTime()}
     * @param line harmless already
     */
    static void line(LogWriter writer, String sessionId, long started, String line) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        writer.add(LOG, Level.DEBUG, () -> sessionId + " +" + millis + "ms " + line, null);
    }
}
