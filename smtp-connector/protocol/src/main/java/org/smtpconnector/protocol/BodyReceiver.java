package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpTransaction;

/**
 * Counts a body and hands it to the host, until a reason is found to refuse it; from then on it is dropped, while whoever
 * decodes it goes on to its true end.
 */
final class BodyReceiver implements BodySink {

    private final SmtpHost host;
    private final Consumer<ByteBuffer> toBody;
    private final long maxSize;
    private final boolean refuseBare;

    private boolean open;
    private boolean handing;
    private BodyProgress progress;
    private Verdict refusal;

    BodyReceiver(SmtpHost host, EngineSettings settings) {
        this.host = host;
        this.toBody = host::body;
        this.maxSize = settings.maxMessageSize();
        this.refuseBare = settings.lineEndings() == LineEndings.STRICT;
    }

    /** A body begins. */
    void open(SessionSnapshot session, SmtpTransaction transaction, BodyProgress bodyProgress) {
        open = true;
        progress = bodyProgress;
        refusal = null;
        host.openBody(session, transaction);
    }

    /** Puts something before what the client sends; it does not count. */
    void prepend(ByteBuffer header) {
        hand(header, host::ownFields);
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

    /** Octets that have come so far, without what was put before them. */
    long size() {
        return progress.octets();
    }

    /** Why the body is refused; null if it is not, as far as it has come. */
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
