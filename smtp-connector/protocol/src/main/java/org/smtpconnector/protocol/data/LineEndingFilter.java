package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;

/**
 * Finds each CR or LF that stands alone in a body that has no transparency dots, or none any more; reports it, and makes it
 * CRLF if wanted. Hands on ranges of its input.
 */
public final class LineEndingFilter implements BodySink {

    private static final byte[] CRLF = {'\r', '\n'};

    private final BodySink next;

    /** Null if nothing is put in. */
    private final ByteBuffer missing;

    private boolean afterCr;

    /**
     * Makes a filter for one body.
     *
     * @param next takes the body; not null
     * @param repair whether the filter puts in the CR or LF that is missing
     */
    public LineEndingFilter(BodySink next, boolean repair) {
        this.next = next;
        this.missing = repair ? ByteBuffer.wrap(CRLF).asReadOnlyBuffer() : null;
    }

    @Override
    public void run(ByteBuffer run) {
        ByteBuffer view = run.duplicate();
        int end = run.limit();
        int start = run.position(); // of what has not been handed on
        int i = start;
        if (afterCr && run.get(i) == '\n') {
            i++;
        } else if (afterCr) {
            bare(1);
        }
        afterCr = false;
        while ((i = LineScanner.find(run, i, end)) < end) {
            if (run.get(i) == '\n') {
                start = emit(view, start, i);
                bare(0);
                i++;
            } else if (i + 1 == end) {
                afterCr = true;
                i++;
            } else if (run.get(i + 1) == '\n') {
                i += 2;
            } else {
                i++;
                start = emit(view, start, i);
                bare(1);
            }
        }
        emit(view, start, end);
    }

    /** Ends the body: a CR at its very end stands alone. */
    public void finish() {
        if (afterCr) {
            afterCr = false;
            bare(1);
        }
    }

    @Override
    public void bareLineEnding() {
        // The dot decoder reports each line ending that this filter finds as well.
    }

    /** Reports, and puts in the CR (0) or the LF (1) that is missing. */
    private void bare(int index) {
        next.bareLineEnding();
        if (missing != null) {
            missing.limit(index + 1).position(index);
            next.run(missing);
        }
    }

    private int emit(ByteBuffer view, int start, int end) {
        if (end > start) {
            view.limit(end).position(start);
            next.run(view);
        }
        return end;
    }
}
