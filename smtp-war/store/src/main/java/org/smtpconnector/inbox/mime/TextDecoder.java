package org.smtpconnector.inbox.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes characters of octets, whatever their charset claims to be. */
final class TextDecoder {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final char REPLACEMENT = '\uFFFD';

    private TextDecoder() {}

    /**
     * Decodes octets that have a label. As in browsers, a byte order mark overrides the label, and the label overrides a guess.
     *
     * @param label may be null or nonsense: then the charset is guessed
     * @param cut whether octets may be missing at the end
     */
    static String decode(byte[] octets, String label, boolean cut) {
        Charset charset = marked(octets);
        if (charset == null) {
            charset = CharsetLabel.charset(label);
        }
        // A text that is labelled as ASCII may have other octets.
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            return guess(octets, cut);
        }
        String text = new String(octets, charset);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Charset marked(byte[] octets) {
        if (begins(octets, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (begins(octets, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return begins(octets, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : null;
    }

    private static boolean begins(byte[] octets, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= octets.length || (octets[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Decodes octets without a label: as UTF-8 if they are valid UTF-8, or else as windows-1252. */
    static String guess(byte[] octets) {
        return guess(octets, false);
    }

    private static String guess(byte[] octets, boolean cut) {
        // A character that was cut in two is no reason to take all for something else.
        int end = cut ? completeEnd(octets) : octets.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, CharsetLabel.WESTERN);
        }
    }

    private static int completeEnd(byte[] octets) {
        int end = octets.length;
        while (end > 0 && octets.length - end < 3 && (octets[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && (octets[end - 1] & 0xC0) == 0xC0 ? end - 1 : octets.length;
    }

    /** Replaces the control characters except tab and line ends, since a terminal obeys them (ECMA-48). */
    static String printable(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? text : clean.toString();
    }
}
