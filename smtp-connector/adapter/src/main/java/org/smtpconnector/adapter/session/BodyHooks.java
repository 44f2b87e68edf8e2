package org.smtpconnector.adapter.session;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.Conversation;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.ByteAccumulator;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SmtpEngine;

/**
 * Shows one message to the application while it comes in, on its way to the spool: its header, its content in pieces. Made
 * only for a message that the application wants to see.
 *
 * <p>While a question is open, nothing goes to the spool and the engine is not given any input; what comes all the same, the
 * rest of the input at hand, is held. So a connection takes at most the memory of a header, of a piece, and of two reads.
 */
public final class BodyHooks {

    /** Octets of a piece, unless it is the last. */
    public static final int CHUNK = 64 * 1024;

    private final ReceivedBody body;
    private final Conversation conversation;
    private final ByteAccumulator held = new ByteAccumulator();

    /** Null if it is not wanted, or has been shown. */
    private HeaderCollector header;

    /** What has been spooled and not been shown; null if it is not wanted. */
    private final ByteAccumulator data;

    private boolean asking;
    private boolean ended;
    private boolean dropped;

    private BodyHooks(ReceivedBody body, Conversation conversation, boolean wantsHeaders, boolean wantsData) {
        this.body = body;
        this.conversation = conversation;
        this.header = wantsHeaders ? new HeaderCollector() : null;
        this.data = wantsData ? new ByteAccumulator() : null;
    }

    /** Those for a message that begins; null if nobody wants to see it. */
    public static BodyHooks of(ReceivedBody body, Conversation conversation) {
        boolean wantsHeaders = conversation.wantsHeaders();
        boolean wantsData = conversation.wantsData();
        return wantsHeaders || wantsData ? new BodyHooks(body, conversation, wantsHeaders, wantsData) : null;
    }

    /** Takes a piece, to the spool or until the open question is decided. */
    public void body(ByteBuffer piece) {
        if (asking) {
            held.append(piece);
        } else {
            read(piece);
            advance();
        }
    }

    /** There is no more of the message. What is left is asked before the message is taken. */
    public void end() {
        ended = true;
        advance();
    }

    /** The message is refused, or its session over. A question may stay open; its decision does not matter. */
    public void drop() {
        dropped = true;
        header = null;
        held.take();
        if (data != null) {
            data.take();
        }
    }

    private void read(ByteBuffer piece) {
        if (header == null) {
            spool(piece);
            return;
        }
        boolean complete = header.read(piece);
        spool(header.passOn());
        if (complete && !dropped) {
            held.append(piece);
            askAboutHeader();
        }
    }

    private void spool(ByteBuffer octets) {
        if (data != null) {
            data.append(octets.duplicate());
        }
        body.keep(octets);
    }

    /** Goes on as far as that is possible without a decision. */
    private void advance() {
        while (!asking && !dropped) {
            if (data != null && data.size() >= CHUNK) {
                askAboutData();
            } else if (held.size() > 0) {
                read(ByteBuffer.wrap(held.take()));
            } else if (ended && header != null) {
                askAboutHeader();
            } else if (ended && data != null && data.size() > 0) {
                askAboutData();
            } else {
                return;
            }
        }
    }

    private void askAboutHeader() {
        HeaderCollector collected = header;
        byte[] octets = collected.take();
        header = null;
        SmtpEngine engine = body.engine();
        ask(later -> conversation.headers(engine.session(), engine.transaction(), octets, later), decision -> {
            HeaderFields added =
                    decision instanceof HookResult.AddHeader addHeader ? addHeader.fields() : HeaderFields.NONE;
            ByteBuffer fields = collected.toAdd(added);
            body.addedByServer(fields.remaining());
            spool(fields);
            spool(collected.emptyLine());
        });
    }

    private void askAboutData() {
        byte[] octets = data.take(CHUNK);
        SmtpEngine engine = body.engine();
        ask(later -> conversation.data(engine.session(), engine.transaction(), octets, later), decision -> {});
    }

    private void ask(Function<Later, HookResult> question, Consumer<HookResult> accepted) {
        asking = true;
        HookResult decision = body.ask(question, given -> {
            decided(given, accepted);
            advance();
        });
        if (decision != null) {
            decided(decision, accepted);
        }
    }

    private void decided(HookResult decision, Consumer<HookResult> accepted) {
        asking = false;
        if (dropped) {
            return;
        }
        SmtpReply refusal = HookResult.refusal(decision);
        if (refusal == null) {
            accepted.accept(decision);
        } else {
            body.refuse(refusal);
        }
    }
}
