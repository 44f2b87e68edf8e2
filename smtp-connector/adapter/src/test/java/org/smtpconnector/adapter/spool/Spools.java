package org.smtpconnector.adapter.spool;

import java.util.Random;

/** Contents for tests. */
public final class Spools {

    private Spools() {}

    /** Octets that look like nothing, the same for the same seed. */
    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
