package org.smtpconnector.protocol.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.smtpconnector.protocol.Leniency;

/**
 * Cuts the input into command lines. Only CRLF ends a line (RFC 5321 section 2.3.8); a CR or LF that stands alone spoils the
 * line that it is in, up to the next CRLF, so that no part of it is ever taken for a command. A line that is too long is
 * read to its CRLF and dropped.
 */
public final class LineDecoder {

    /** The kinds of lines. */
    public enum Result {
        /** No end of line yet: all input has been read. */
        MORE,
        /** A line, to be had from {@link LineDecoder#line}. */
        LINE,
        /** The end of a line that was longer than the limit. */
        TOO_LONG,
        /** The end of a line with a bare CR, a bare LF, a NUL, or with octets that are not UTF-8. */
        ILL_FORMED
    }

    /** Octets; EHLO is mostly shorter, behind which a session may be idle for long. */
    private static final int FIRST_CAPACITY = 32;

    private static final byte[] NONE = {};

    private static final long SIXTEENS = 0x1010101010101010L;
    private static final long TOP = 0x8080808080808080L;

    /** Stands in a text for octets that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The octets of the line as far as it has come, with its CRLF at the end. */
    private byte[] kept = NONE;

    private int length;
    private final boolean bareLfEndsLine;
    private boolean afterCr;
    private boolean illFormed;
    private boolean tooLong;
    /** The line that was found last, or its first characters if it cannot be read. */
    private String head = "";

    private String line;
    private int octets;

    /**
     * Makes a decoder.
     *
     * @param bareLfEndsLine {@link Leniency#BARE_LF_ENDS_COMMAND}
     */
    public LineDecoder(boolean bareLfEndsLine) {
        this.bareLfEndsLine = bareLfEndsLine;
    }

    /**
     * Reads up to and with the next CRLF.
     *
     * @param in its position moves; not null
     * @param limit octets that a line may have, with its CRLF
     * @return not null
     */
    public Result decode(ByteBuffer in, int limit) {
        int start = in.position();
        int end = in.limit();
        for (int i = afterCr ? start : textEnd(in, start, end); i < end; i++) {
            byte b = in.get(i);
            if (b == '\n' && (afterCr || bareLfEndsLine)) {
                keep(in, start, i + 1, limit);
                in.position(i + 1);
                return finish();
            }
            // A CR is bare if anything but LF follows it.
            illFormed |= afterCr || b == '\n' || b == 0;
            afterCr = b == '\r';
        }
        keep(in, start, end, limit);
        in.position(end);
        return Result.MORE;
    }

    /** Returns an index before which there is no CR, LF or NUL, looking at eight octets at a time: most of a line. */
    private static int textEnd(ByteBuffer in, int start, int end) {
        int i = start;
        while (i + Long.BYTES <= end && !hasControl(in.getLong(i))) {
            i += Long.BYTES;
        }
        return i;
    }

    /** Returns whether any of eight octets is less than 16, as CR, LF and NUL are. */
    private static boolean hasControl(long octets) {
        return ((octets - SIXTEENS) & ~octets & TOP) != 0;
    }

    /** Returns the octets of the line that was found last, with its CRLF; 0 if it was too long. */
    public int octets() {
        return octets;
    }

    /**
     * Returns the verb of the line that was found last, be it readable or not, if content may come behind that line.
     *
     * @return {@link Verb#DATA}, {@link Verb#BDAT} or {@link Verb#UNKNOWN}
     */
    public Verb beforeContent() {
        return Verb.beforeContent(head);
    }

    /** Returns the octets of memory that lines take at the moment. */
    int capacity() {
        return kept.length;
    }

    /** Returns the line that was found last, without its CRLF; it is that before if the last one cannot be read. */
    public String line() {
        return line;
    }

    private void keep(ByteBuffer in, int start, int end, int limit) {
        int count = end - start;
        if (!tooLong && length + count > limit) {
            tooLong = true;
            head = head(in, start);
        }
        if (tooLong) {
            length = 0;
            return;
        }
        if (length + count > kept.length) {
            int capacity = Math.max(Math.max(FIRST_CAPACITY, length + count), Math.min(2 * kept.length, limit));
            kept = Arrays.copyOf(kept, capacity);
        }
        in.get(start, kept, length, count);
        length += count;
    }

    /** Returns the first characters of a line that is longer than its limit, and so longer than these. */
    private String head(ByteBuffer in, int start) {
        byte[] first = new byte[Verb.CONTENT_WORD];
        int before = Math.min(length, first.length);
        System.arraycopy(kept, 0, first, 0, before);
        in.get(start, first, before, first.length - before);
        return new String(first, StandardCharsets.ISO_8859_1);
    }

    private Result finish() {
        Result result = tooLong ? Result.TOO_LONG : illFormed ? Result.ILL_FORMED : text();
        if (result == Result.LINE) {
            head = line;
        } else if (result == Result.ILL_FORMED) {
            int count = Math.min(length, Verb.CONTENT_WORD);
            head = new String(kept, 0, count, StandardCharsets.ISO_8859_1);
        }
        octets = length;
        length = 0;
        afterCr = false;
        illFormed = false;
        tooLong = false;
        return result;
    }

    private Result text() {
        int end = length - (length > 1 && kept[length - 2] == '\r' ? 2 : 1);
        String text = new String(kept, 0, end, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(end)) {
            return Result.ILL_FORMED;
        }
        line = text;
        return Result.LINE;
    }

    private boolean isUtf8(int end) {
        try {
            // A new decoder reports what is malformed instead of replacing it.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(kept, 0, end));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
