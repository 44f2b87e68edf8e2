package org.smtpconnector.inbox.monitor;

import java.util.Locale;

/**
 * One figure of a listener at one moment, as monitoring systems know it.
 *
 * @param name with the unit, and {@code _total} if it is a counter
 * @param help the meaning, for people
 * @param kind whether it only rises
 * @param listener the name of the listener
 * @param tag the name of a further tag, or null
 * @param tagValue its value, or null
 * @param value now
 */
public record Figure(String name, String help, Kind kind, String listener, String tag, String tagValue, long value) {

    /** The kinds of figures. */
    public enum Kind {
        /** May rise and fall. */
        GAUGE,
        /** Only rises, until the listener is bound anew. */
        COUNTER;

        /** The word that the Prometheus text format has for it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
