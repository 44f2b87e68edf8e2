package org.smtpconnector.it.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A message that is made while it is sent, so that it is nowhere as a whole. No two of another seed are alike, nor two blocks of
 * one.
 *
 * @param seed what is different from other messages
 * @param blocks of 64 KiB, after the header
 */
record BigMessage(int seed, int blocks) {

    private static final int BLOCK = 64 * 1024;
    private static final int LINE = 64;
    private static final String HEADER = "Subject: Big\r\n\r\n";

    static BigMessage ofMegabytes(int seed, int megabytes) {
        return new BigMessage(seed, Math.toIntExact((megabytes * 1_000_000L + BLOCK - 1) / BLOCK));
    }

    long size() {
        return HEADER.length() + (long) blocks * BLOCK;
    }

    /**
     * Writes the content, in which no line begins with a dot.
     *
     * @return its digest
     */
    String send(OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        write(HEADER.getBytes(StandardCharsets.US_ASCII), out, digest);
        byte[] block = "%08x-%08x %s\r\n"
                .formatted(seed, 0, "x".repeat(LINE - 20))
                .repeat(BLOCK / LINE)
                .getBytes(StandardCharsets.US_ASCII);
        for (int number = 0; number < blocks; number++) {
            byte[] digits = HexFormat.of().toHexDigits(number).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, block, 9, digits.length);
            write(block, out, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(byte[] octets, OutputStream out, MessageDigest digest) throws IOException {
        out.write(octets);
        digest.update(octets);
    }

    /** The digest of what is left in a stream. */
    static String digest(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BLOCK];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
