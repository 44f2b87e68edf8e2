package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;

/**
 * Finds a line of a body that is too long, on its way. Most octets are never looked at: if there is a line feed among the
 * last of as many octets as a line may have, then no line before it is too long.
 */
public final class LineLengthLimit implements BodySink {

    private final BodySink next;
    private final int limit;
    private final Runnable onTooLong;

    /** Octets since the last line feed, as of the end of the run before. */
    private long length;

    private boolean tooLong;

    /**
     * Makes a limit for one body.
     *
     * @param next takes the body; not null
     * @param limit octets of a line with its CRLF
     * @param onTooLong called once, before the run that has the octet which is too many is handed on
     */
    public LineLengthLimit(BodySink next, int limit, Runnable onTooLong) {
        this.next = next;
        this.limit = limit;
        this.onTooLong = onTooLong;
    }

    @Override
    public void run(ByteBuffer run) {
        if (!tooLong && isTooLong(run)) {
            tooLong = true;
            onTooLong.run();
        }
        next.run(run);
    }

    private boolean isTooLong(ByteBuffer run) {
        int end = run.limit();
        int start = run.position(); // of the octets that may belong to the line at hand
        while (length + (end - start) > limit) {
            int lineFeed = lastLineFeed(run, start, (int) (start + limit - length));
            if (lineFeed < 0) {
                return true;
            }
            start = lineFeed + 1;
            length = 0;
        }
        int lineFeed = lastLineFeed(run, start, end);
        length = lineFeed < 0 ? length + (end - start) : end - lineFeed - 1;
        return false;
    }

    /** -1 if there is none. */
    private static int lastLineFeed(ByteBuffer run, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (run.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void bareLineEnding() {
        next.bareLineEnding();
    }
}
