package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpReply;

/**
 * Counts a body and hands it to the host, until a reason is found to refuse it; from then on it is dropped, while whoever
 * decodes it goes on to its true end.
 */
final class BodyReceiver implements DotDecoder.Sink {

    private final SmtpHost host;
    private final long maxSize;

    private boolean open;
    private boolean handing;
    private long size;
    private SmtpReply refusal;

    BodyReceiver(SmtpHost host, long maxSize) {
        this.host = host;
        this.maxSize = maxSize;
    }

    /**
     * A body begins.
     *
     * @param header what is put before it, not counted; may be empty
     */
    void open(ByteBuffer header) {
        open = true;
        size = 0;
        refusal = null;
        host.openBody();
        hand(header);
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void run(ByteBuffer run) {
        size += run.remaining();
        if (size > maxSize) {
            // RFC 1870 section 6.3: answered after the end of the data.
            refuse(Replies.MESSAGE_TOO_BIG);
        }
        hand(run);
    }

    @Override
    public void bareLineEnding() {
        refuse(Replies.BARE_LINE_ENDING);
    }

    private void hand(ByteBuffer piece) {
        if (refusal != null || !piece.hasRemaining()) {
            return;
        }
        handing = true;
        host.body(piece);
        handing = false;
        if (refusal != null) {
            host.discardBody();
        }
    }

    /** Refuses the body; the first refusal wins. May be called by the host while it is being handed a piece. */
    void refuse(SmtpReply reply) {
        if (refusal != null) {
            return;
        }
        refusal = reply;
        if (!handing) {
            host.discardBody();
        }
    }

    /**
     * The true end of the body has been read.
     *
     * @return the refusal, or null if all of it has been handed on
     */
    SmtpReply close() {
        open = false;
        return refusal;
    }

    /** The body will not come to its end. */
    void abandon() {
        if (open) {
            refuse(Replies.SHUTTING_DOWN);
            open = false;
        }
    }
}
