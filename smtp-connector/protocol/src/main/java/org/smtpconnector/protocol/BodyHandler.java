package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.api.SmtpTransaction.BodyType;

/** Reads bodies, with DATA and with BDAT, and sees to the message that they are when they have ended. */
final class BodyHandler {

    private enum Reading {
        NOTHING,
        DATA,
        /** A chunk of BDAT (RFC 3030). */
        CHUNK,
        /** A chunk of a BDAT that is refused. */
        SKIPPED_CHUNK
    }

    private static final ByteBuffer NO_HEADER = ByteBuffer.allocate(0);

    private final SmtpEngine engine;
    private final Session session;
    private final EngineSettings settings;
    private final BodyReceiver body;

    private Reading reading = Reading.NOTHING;
    private DotDecoder dots;
    private LineEndingFilter filter;
    private BodySink chunks;
    private Command.Bdat chunk;
    private long remaining;
    private SmtpReply afterSkipping;

    BodyHandler(SmtpEngine engine, Session session, SmtpHost host) {
        this.engine = engine;
        this.session = session;
        this.settings = session.settings();
        this.body = new BodyReceiver(host, settings);
    }

    /** Whether what comes next is part of a body, not a command. */
    boolean isReading() {
        return reading != Reading.NOTHING;
    }

    /** Whether a body has begun and not ended; with BDAT, commands may come in between. */
    boolean isOpen() {
        return body.isOpen();
    }

    /** The body cannot be kept. */
    void refuse(SmtpReply reply) {
        body.refuse(reply);
    }

    /** The transaction is over, in whatever way, and its body with it. */
    void abandon() {
        reading = Reading.NOTHING;
        body.abandon();
    }

    /** DATA was accepted. */
    void data() {
        boolean repair = settings.lineEndings() == LineEndings.ENSURE;
        filter = new LineEndingFilter(body, repair);
        dots = new DotDecoder(repair ? filter : body, settings.leniencies().contains(Leniency.BARE_LF_ENDS_DATA));
        reading = Reading.DATA;
        open();
    }

    /** BDAT was accepted; the first one opens the body. */
    void bdat(Command.Bdat command) {
        Transaction transaction = session.transaction();
        if (transaction.phase() != Phase.CHUNKS) {
            transaction.chunked();
            filter = new LineEndingFilter(body, settings.lineEndings() == LineEndings.ENSURE);
            // RFC 3030 section 3: a binary body is kept octet for octet.
            boolean binary = transaction.parameters().body() == BodyType.BINARY_MIME;
            chunks = binary || settings.lineEndings() == LineEndings.LEAVE ? body : filter;
            open();
        }
        chunk = command;
        readChunk(Reading.CHUNK, command.attachedOctets());
    }

    /** BDAT was refused: its chunk comes all the same, and the reply after it (RFC 3030 section 2). */
    void skip(long octets, SmtpReply reply) {
        afterSkipping = reply;
        readChunk(Reading.SKIPPED_CHUNK, octets);
    }

    private void open() {
        SmtpTransaction transaction = session.transaction().snapshot();
        body.open(
                settings.receivedHeader()
                        ? ReceivedHeader.of(session.snapshot(), transaction, settings, engine.now())
                        : NO_HEADER);
    }

    private void readChunk(Reading as, long octets) {
        reading = as;
        remaining = octets;
        if (octets == 0) {
            chunkEnded();
        }
    }

    /** Reads to the end of the input, of the body or of the chunk. */
    void read(ByteBuffer in) {
        if (reading == Reading.DATA) {
            if (dots.decode(in)) {
                bodyEnded();
            }
            return;
        }
        int count = (int) Math.min(remaining, in.remaining());
        int end = in.position() + count;
        if (reading == Reading.CHUNK) {
            ByteBuffer run = in.duplicate();
            run.limit(end);
            chunks.run(run);
        }
        in.position(end);
        remaining -= count;
        if (remaining == 0) {
            chunkEnded();
        }
    }

    private void chunkEnded() {
        if (reading == Reading.SKIPPED_CHUNK) {
            reading = Reading.NOTHING;
            engine.refuse(afterSkipping);
        } else if (chunk.last()) {
            bodyEnded();
        } else if (body.refusal() != null) {
            reading = Reading.NOTHING;
            SmtpReply refusal = body.refusal();
            engine.endTransaction();
            engine.reply(refusal);
        } else {
            reading = Reading.NOTHING;
            engine.reply(Replies.chunk(chunk.attachedOctets()));
        }
    }

    private void bodyEnded() {
        reading = Reading.NOTHING;
        filter.finish();
        body.close();
        Transaction transaction = session.transaction();
        if (body.refusal() != null) {
            ended(replies(transaction, body.refusal()));
            return;
        }
        engine.ask(
                new SmtpQuestion.Message(session.snapshot(), transaction.snapshot()),
                decision -> ended(replies(transaction, decision)));
    }

    /** RFC 5321 section 4.1.1.4: whether it succeeded or not, the buffers are cleared. */
    private void ended(List<SmtpReply> replies) {
        engine.endTransaction();
        replies.forEach(engine::reply);
    }

    private List<SmtpReply> replies(Transaction transaction, SmtpDecision decision) {
        if (decision instanceof SmtpDecision.AnswerEach each) {
            if (settings.protocol() != ServerProtocol.LMTP || each.replies().size() != transaction.recipients()) {
                throw new IllegalArgumentException(each.replies().size() + " replies for " + transaction.recipients()
                        + " recipients over " + settings.protocol());
            }
            return each.replies();
        }
        return replies(
                transaction,
                decision instanceof SmtpDecision.Answer answer ? answer.reply() : Replies.queued(transaction.id()));
    }

    /** RFC 2033 section 4.2: LMTP wants as many replies as there are recipients. */
    private List<SmtpReply> replies(Transaction transaction, SmtpReply reply) {
        return Collections.nCopies(settings.protocol() == ServerProtocol.LMTP ? transaction.recipients() : 1, reply);
    }
}
