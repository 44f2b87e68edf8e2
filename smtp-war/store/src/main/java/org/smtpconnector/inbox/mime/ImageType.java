package org.smtpconnector.inbox.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pictures that a page may show: recognized by how they begin, not by what a sender says. */
public final class ImageType {

    /** As many octets as {@link #of} needs. */
    public static final int BEGINNING = 12;

    private ImageType() {}

    /**
     * Tells the type of a picture.
     *
     * @param beginning the first octets, or all if there are fewer
     * @return a media type; null if it is none of PNG, JPEG, GIF and WebP
     */
    public static String of(byte[] beginning) {
        if (has(beginning, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (has(beginning, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (has(beginning, 0, "GIF87a") || has(beginning, 0, "GIF89a")) {
            return "image/gif";
        }
        return has(beginning, 0, "RIFF") && has(beginning, 8, "WEBP") ? "image/webp" : null;
    }

    private static boolean has(byte[] octets, int offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return octets.length >= offset + wanted.length
                && Arrays.equals(octets, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
