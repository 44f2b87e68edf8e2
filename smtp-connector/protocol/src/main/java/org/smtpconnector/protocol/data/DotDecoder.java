package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;
import org.smtpconnector.protocol.Leniency;

/**
 * Takes the transparency dots out of a body and finds its end (RFC 5321 sections 4.1.1.4 and 4.5.2). Nothing but CRLF.CRLF
 * ends a body, or .CRLF where it begins; a dot is removed only after a true CRLF.
 * {@link Leniency#BARE_LF_ENDS_DATA} lets a bare LF do instead.
 *
 * <p>It hands on ranges of its input, as long as they can be: no copy, and nothing allocated per line.
 */
public final class DotDecoder {

    private enum State {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        CR
    }

    private static final byte[] CR_BYTES = {'\r'};

    private final BodySink sink;
    private final boolean bareLfEndsLine;
    private State state = State.LINE_START;

    /**
     * Makes a decoder.
     *
     * @param sink takes the body; not null
     * @param bareLfEndsLine {@link Leniency#BARE_LF_ENDS_DATA}
     */
    public DotDecoder(BodySink sink, boolean bareLfEndsLine) {
        this.sink = sink;
        this.bareLfEndsLine = bareLfEndsLine;
    }

    /**
     * Reads to the end of the body or of the input, whichever comes first.
     *
     * @param in its position moves; not null
     * @return true if the end of the body was read; the decoder can then take another body
     */
    public boolean decode(ByteBuffer in) {
        ByteBuffer view = in.duplicate();
        int end = in.limit();
        int start = in.position(); // of the run at hand
        int i = start;
        while (i < end) {
            byte b = in.get(i);
            switch (state) {
                case LINE_START -> {
                    if (b == '.') {
                        emit(view, start, i);
                        start = i + 1;
                        state = State.DOT;
                        i++;
                    } else {
                        state = State.TEXT;
                    }
                }
                case DOT -> {
                    if (b == '\r') {
                        // Held back, as it may belong to the end; so the run begins with it only if it does not.
                        state = State.DOT_CR;
                        i++;
                    } else if (b == '\n' && bareLfEndsLine) {
                        sink.bareLineEnding();
                        return end(in, i + 1);
                    } else {
                        state = State.TEXT;
                    }
                }
                case DOT_CR -> {
                    if (b == '\n') {
                        return end(in, i + 1);
                    }
                    sink.bareLineEnding();
                    if (i == in.position()) {
                        sink.run(ByteBuffer.wrap(CR_BYTES).asReadOnlyBuffer());
                    }
                    state = State.TEXT;
                }
                case CR -> {
                    if (b == '\n') {
                        state = State.LINE_START;
                        i++;
                    } else {
                        sink.bareLineEnding();
                        state = State.TEXT;
                    }
                }
                case TEXT -> {
                    i = LineScanner.find(in, i, end);
                    if (i < end) {
                        if (in.get(i) == '\r') {
                            state = State.CR;
                        } else {
                            sink.bareLineEnding();
                            state = bareLfEndsLine ? State.LINE_START : State.TEXT;
                        }
                        i++;
                    }
                }
            }
        }
        // A CR after a line's first dot is kept in the state, not in the run.
        emit(view, start, state == State.DOT_CR ? Math.max(start, end - 1) : end);
        in.position(end);
        return false;
    }

    private boolean end(ByteBuffer in, int position) {
        in.position(position);
        state = State.LINE_START;
        return true;
    }

    private void emit(ByteBuffer view, int start, int end) {
        if (end > start) {
            view.limit(end).position(start);
            sink.run(view);
        }
    }
}
