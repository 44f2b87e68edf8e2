package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.data.BodySink;

/**
 * Counts the octets of a body and hands them to the host, until there is a reason to refuse the body; from then on it drops them,
 * while the decoder goes on to the body's true end.
 */
final class MessageSizeGuard implements BodySink {

    private final SmtpHost host;
    private final Consumer<ByteBuffer> toBody;
    private final long maxSize;
    private final boolean refuseBare;

    private boolean open;
    private boolean handing;
    private DataProgress progress;
    private Verdict refusal;

    MessageSizeGuard(SmtpHost host, EngineSettings settings) {
        this.host = host;
        this.toBody = host::body;
        this.maxSize = settings.maxMessageSize();
        this.refuseBare = settings.lineEndings() == LineEndings.STRICT;
    }

    /** A body begins. */
    void open(SessionSnapshot session, SmtpTransaction transaction, DataProgress bodyProgress) {
        open = true;
        progress = bodyProgress;
        refusal = null;
        host.openBody(session, transaction);
    }

    /** Puts header fields before the octets of the client; they do not count. */
    void prepend(ByteBuffer header) {
        hand(header, host::prependFields);
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void run(ByteBuffer run) {
        progress.add(run);
        if (progress.octets() > maxSize) {
            // RFC 1870 section 6.3: answered after the end of the data.
            refuse(Verdict.refused(Replies.MESSAGE_TOO_BIG));
        }
        hand(run, toBody);
    }

    @Override
    public void bareLineEnding() {
        if (refuseBare) {
            refuse(Verdict.refused(Replies.BARE_LINE_ENDING));
        }
    }

    private void hand(ByteBuffer piece, Consumer<ByteBuffer> to) {
        if (refusal != null || !piece.hasRemaining()) {
            return;
        }
        handing = true;
        try {
            to.accept(piece);
        } finally {
            handing = false;
        }
        if (refusal != null) {
            host.discardBody();
        }
    }

    /** Refuses the body; the first refusal wins. May be called by the host while it is being handed a piece. */
    void refuse(Verdict verdict) {
        if (refusal != null) {
            return;
        }
        refusal = verdict;
        if (!handing) {
            host.discardBody();
        }
    }

    /** Returns the octets that have come so far, without the fields before them. */
    long size() {
        return progress.octets();
    }

    /** Returns the refusal of the body; null if there is none as yet. */
    Verdict refusal() {
        return refusal;
    }

    /** The true end of the body has been read. */
    void close() {
        open = false;
    }

    /** The body will not come to its end. */
    void abandon() {
        if (open) {
            refuse(Verdict.refused(Replies.SHUTTING_DOWN));
            open = false;
        }
    }
}
