package org.smtpconnector.adapter.session;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of sessions: unique within the process, and very likely among processes; not secret. */
final class SessionIds {

    /** When this was loaded and some random bits, so that two servers that start together differ. */
    private static final String PROCESS = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
            + Integer.toString(new SecureRandom().nextInt(36 * 36 * 36), Character.MAX_RADIX);

    private static final AtomicLong COUNTER = new AtomicLong();

    private SessionIds() {}

    /** A new id of the characters [a-z0-9-]. */
    static String next() {
        return PROCESS + '-' + Long.toString(COUNTER.incrementAndGet(), Character.MAX_RADIX);
    }
}
