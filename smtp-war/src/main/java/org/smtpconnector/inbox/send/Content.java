package org.smtpconnector.inbox.send;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The octets of a message that is sent. */
public interface Content {

    /** Opens the octets; to be closed by the caller. */
    InputStream open() throws IOException;

    /** Tells whether an octet is not ASCII, so that the server has to know 8BITMIME (RFC 6152). */
    default boolean isEightBit() {
        byte[] buffer = new byte[1 << 13];
        try (InputStream input = open()) {
            for (int count = input.read(buffer); count > 0; count = input.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] < 0) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
