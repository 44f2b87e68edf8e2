package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction.BodyType;
import org.smtpconnector.protocol.data.BodySink;
import org.smtpconnector.protocol.data.DotDecoder;
import org.smtpconnector.protocol.data.LineEndingFilter;
import org.smtpconnector.protocol.data.LineLengthLimit;
import org.smtpconnector.protocol.syntax.Command;

/** Reads bodies, with DATA and with BDAT, and asks about the message when its body has ended. */
final class DataPhase {

    private enum Reading {
        NOTHING,
        DATA,
        /** A chunk of BDAT (RFC 3030). */
        CHUNK,
        /** A chunk of a BDAT that is refused. */
        SKIPPED_CHUNK
    }

    private final EngineControl engine;
    private final Session session;
    private final EngineSettings settings;
    private final MessageSizeGuard body;

    private Reading reading = Reading.NOTHING;
    private DotDecoder dots;
    private LineEndingFilter filter;
    private BodySink chunks;
    private Command.Bdat chunk;
    private long remaining;
    private long chunkOctets;
    private Runnable afterSkipping;

    DataPhase(EngineControl engine, Session session, SmtpHost host) {
        this.engine = engine;
        this.session = session;
        this.settings = session.settings();
        this.body = new MessageSizeGuard(host, settings);
    }

    /** Returns whether the next octets are part of a body, not a command. */
    boolean isReading() {
        return reading != Reading.NOTHING;
    }

    /** Returns whether a body has begun and not ended; with BDAT, commands may come in between. */
    boolean isOpen() {
        return body.isOpen();
    }

    /** The body cannot be kept. */
    void refuse(Verdict refusal) {
        body.refuse(refusal);
    }

    /** The transaction is over, in whatever way, and its body with it. */
    void abandon() {
        reading = Reading.NOTHING;
        body.abandon();
    }

    /** DATA is in order. */
    void data() {
        begin(this::startData, this::refused);
    }

    private void startData() {
        boolean repair = settings.lineEndings() == LineEndings.ENSURE;
        BodySink lines = limitedLines();
        filter = new LineEndingFilter(lines, repair);
        dots = new DotDecoder(repair ? filter : lines, settings.leniencies().contains(Leniency.BARE_LF_ENDS_DATA));
        reading = Reading.DATA;
        engine.reply(Replies.START_INPUT);
    }

    /** BDAT is in order; the first one begins the body. */
    void bdat(Command.Bdat command) {
        if (session.transaction().phase() == Phase.CHUNKS) {
            readChunk(command);
        } else {
            begin(() -> startChunks(command), refusal -> skip(command.attachedOctets(), () -> refused(refusal)));
        }
    }

    private void startChunks(Command.Bdat command) {
        Transaction transaction = session.transaction();
        transaction.chunked();
        BodySink lines = limitedLines();
        filter = new LineEndingFilter(lines, settings.lineEndings() == LineEndings.ENSURE);
        // RFC 3030 section 3: a binary body is kept octet for octet.
        boolean binary = transaction.parameters().body() == BodyType.BINARY_MIME;
        chunks = binary ? body : settings.lineEndings() == LineEndings.LEAVE ? lines : filter;
        readChunk(command);
    }

    private BodySink limitedLines() {
        return new LineLengthLimit(
                body, settings.maxDataLine(), () -> body.refuse(Verdict.refused(Replies.DATA_LINE_TOO_LONG)));
    }

    /** Asks whether the content may come, and opens the body if it may. */
    private void begin(Runnable accepted, Consumer<Verdict> refused) {
        HookCall.DataStart question =
                new HookCall.DataStart(session.snapshot(), session.transaction().snapshot());
        engine.ask(question, verdict -> {
            if (verdict.refusal() == null) {
                open(question, verdict.result());
                accepted.run();
            } else {
                refused.accept(verdict);
            }
        });
    }

    /** The trace header field comes first (RFC 5321 section 4.4), then what the application adds. */
    private void open(HookCall.DataStart question, HookResult decision) {
        Transaction transaction = session.transaction();
        transaction.progress().begin(engine.now());
        body.open(question.session(), transaction.snapshot(), transaction.progress());
        if (settings.receivedHeader()) {
            body.prepend(ReceivedHeader.of(question.session(), question.transaction(), settings, engine.now()));
        }
        if (decision instanceof HookResult.AddHeader added) {
            body.prepend(ByteBuffer.wrap(added.fields().toString().getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** BDAT was refused: its chunk comes all the same, and the reply after it (RFC 3030 section 2). */
    void skip(long octets, Runnable then) {
        afterSkipping = then;
        readChunk(Reading.SKIPPED_CHUNK, octets);
    }

    private void readChunk(Command.Bdat command) {
        chunk = command;
        readChunk(Reading.CHUNK, command.attachedOctets());
    }

    private void readChunk(Reading as, long octets) {
        reading = as;
        remaining = octets;
        chunkOctets = octets;
        if (octets == 0) {
            chunkEnded();
        }
    }

    /** Reads to the end of the input, of the body or of the chunk. */
    void read(ByteBuffer in) {
        if (reading == Reading.DATA) {
            if (dots.decode(in)) {
                engine.observer().data(body.size());
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
        engine.observer().data(chunkOctets);
        if (reading == Reading.SKIPPED_CHUNK) {
            reading = Reading.NOTHING;
            afterSkipping.run();
        } else if (chunk.last()) {
            bodyEnded();
        } else if (body.refusal() != null) {
            reading = Reading.NOTHING;
            refused(body.refusal());
        } else {
            reading = Reading.NOTHING;
            engine.reply(Replies.chunk(chunk.attachedOctets()));
        }
    }

    /** The content is not wanted: the transaction is over. */
    private void refused(Verdict verdict) {
        engine.reply(verdict.refusal());
        engine.endTransaction(List.of(verdict.refusal()), verdict);
        engine.countJunk();
    }

    private void bodyEnded() {
        reading = Reading.NOTHING;
        filter.finish();
        body.close();
        session.received();
        Transaction transaction = session.transaction();
        transaction.progress().end(engine.now());
        if (body.refusal() != null) {
            ended(replies(transaction, body.refusal().refusal()), body.refusal());
            return;
        }
        engine.ask(
                new HookCall.Message(session.snapshot(), transaction.snapshot()),
                verdict -> ended(replies(transaction, verdict.result()), verdict));
    }

    /** RFC 5321 section 4.1.1.4: whether it succeeded or not, the buffers are cleared. */
    private void ended(List<SmtpReply> replies, Verdict verdict) {
        replies.forEach(engine::reply);
        engine.endTransaction(replies, verdict);
    }

    private List<SmtpReply> replies(Transaction transaction, HookResult decision) {
        if (decision instanceof HookResult.AnswerEach each) {
            if (settings.protocol() != ServerProtocol.LMTP || each.replies().size() != transaction.recipients()) {
                throw new IllegalArgumentException(each.replies().size() + " replies for " + transaction.recipients()
                        + " recipients over " + settings.protocol());
            }
            return each.replies();
        }
        return replies(
                transaction,
                decision instanceof HookResult.Answer answer ? answer.reply() : Replies.queued(transaction.id()));
    }

    /** RFC 2033 section 4.2: LMTP wants as many replies as there are recipients. */
    private List<SmtpReply> replies(Transaction transaction, SmtpReply reply) {
        return Collections.nCopies(settings.protocol() == ServerProtocol.LMTP ? transaction.recipients() : 1, reply);
    }
}
