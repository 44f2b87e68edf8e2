package org.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.Verdict;

/** Runs a transcript straight into an engine, without any connection. */
public final class EngineDialogue {

    /** The ways to cut the client's octets. */
    public enum Cut {
        /** A buffer per line of the transcript. */
        LINES,
        /** A buffer per octet. */
        OCTETS,
        /** One buffer for all. */
        COALESCED
    }

    /** The time at which all happens. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.1", 40000);

    private static final SmtpTls TLS = new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of());

    private final Transcript transcript;
    /** Without the decisions at its beginning, which the application has taken before the client connects. */
    private final List<Step> steps;

    private final Cut cut;
    private final boolean direct;
    private final RecordingHost host;
    private final SmtpEngine engine;
    private int read;

    private EngineDialogue(Transcript transcript, Cut cut, boolean later, boolean backlog, boolean direct) {
        this.transcript = transcript;
        this.cut = cut;
        this.direct = direct;
        this.host = new RecordingHost(later, backlog);
        this.engine = new SmtpEngine(EngineOptions.settings(transcript.options()), host, "s1", LOCAL, REMOTE, NOW);
        host.runs(engine);
        int first = 0;
        for (;
                first < transcript.steps().size() && transcript.steps().get(first) instanceof Step.Decide decide;
                first++) {
            host.decides(decide.decision());
        }
        this.steps = transcript.steps().subList(first, transcript.steps().size());
    }

    /**
     * Runs a transcript.
     *
     * @param transcript not null
     * @param cut how the octets come
     * @param later whether decisions come later, and replies fill the backlog at once
     * @param direct whether the buffers are direct ones
     * @throws AssertionError if the engine says or does anything else than the transcript
     */
    public static void run(Transcript transcript, Cut cut, boolean later, boolean direct) {
        EngineDialogue dialogue = new EngineDialogue(transcript, cut, later, later, direct);
        if (transcript.options().containsKey("implicitTls")) {
            dialogue.engine.secured(TLS, NOW);
        }
        dialogue.engine.connected();
        dialogue.settle();
        if (cut == Cut.COALESCED) {
            dialogue.coalesced();
        } else {
            dialogue.stepByStep();
        }
        dialogue.atEnd();
    }

    private void stepByStep() {
        boolean expecting = true;
        for (Step step : steps) {
            if (step instanceof Step.Send send) {
                if (expecting && read < host.lines.size()) {
                    throw differs(step.line(), "nothing more from the server, before the client sends");
                }
                expecting = false;
                send(send.octets().toBytes());
            } else if (step instanceof Step.Expect expect) {
                expecting = true;
                expect(expect);
            } else if (step instanceof Step.Decide decide) {
                host.decides(decide.decision());
            } else if (step instanceof Step.Secure) {
                secure(step);
            }
        }
    }

    private void secure(Step step) {
        if (!host.takeStartTls()) {
            throw differs(step.line(), "the TLS handshake begins");
        }
        engine.secured(TLS, NOW);
    }

    private void coalesced() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Step step : steps) {
            if (step instanceof Step.Send send) {
                all.writeBytes(send.octets().toBytes());
            } else if (step instanceof Step.Decide decide) {
                host.decides(decide.decision());
            } else if (step instanceof Step.Wait) {
                feed(all.toByteArray(), 0, all.size());
                all.reset();
            } else if (step instanceof Step.Secure) {
                // What is sent under TLS cannot come in the same segment as what is sent in clear.
                feed(all.toByteArray(), 0, all.size());
                all.reset();
                secure(step);
            }
        }
        feed(all.toByteArray(), 0, all.size());
        for (Step step : steps) {
            if (step instanceof Step.Expect expect) {
                expect(expect);
            }
        }
    }

    private void expect(Step.Expect expect) {
        List<String> unread = host.lines.subList(read, host.lines.size());
        int matched = Replied.match(expect.pattern(), unread);
        if (matched == 0) {
            throw differs(expect.line(), "S: " + expect.pattern());
        }
        read += matched;
    }

    private void atEnd() {
        int end = transcript.lastLine();
        if (read < host.lines.size()) {
            throw differs(end, "nothing more from the server");
        }
        if (host.isClosed() != transcript.endsWithClose()) {
            throw differs(end, transcript.endsWithClose() ? "the session is over" : "the session goes on");
        }
        host.checkMessages(transcript + " (" + cut + ")", transcript.messages());
    }

    private void send(byte[] octets) {
        if (cut == Cut.LINES) {
            feed(octets, 0, octets.length);
            return;
        }
        for (int i = 0; i < octets.length; i++) {
            feed(octets, i, 1);
        }
    }

    /** Gives octets to the engine until it has taken them all, or wants no more. */
    private void feed(byte[] octets, int offset, int length) {
        ByteBuffer in = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        in.put(octets, offset, length).flip();
        do {
            engine.receive(in, NOW);
            if (engine.isWaiting()) {
                int before = in.remaining();
                engine.receive(in, NOW);
                if (before != in.remaining()) {
                    throw new AssertionError(transcript + ": input was taken while a decision is open");
                }
            }
        } while (settle() && in.hasRemaining());
        if (in.hasRemaining() && !host.isClosed()) {
            throw new AssertionError(transcript + ": the engine leaves " + in.remaining() + " octets");
        }
    }

    /** Decides what is open, and writes what is queued; true if there was anything to do. */
    private boolean settle() {
        boolean decided = engine.isWaiting();
        while (engine.isWaiting()) {
            engine.decided(Verdict.of(host.takeOpen()));
        }
        return host.flush() || decided;
    }

    private AssertionError differs(int line, String expected) {
        StringBuilder text = new StringBuilder();
        text.append(transcript).append(" (").append(cut).append("), line ").append(line);
        text.append("\n  expected: ").append(expected);
        text.append("\n  received: ").append(read < host.lines.size() ? "S: " + host.lines.get(read) : "nothing");
        text.append("\n  all that the server said:");
        host.lines.forEach(said -> text.append("\n    S: ").append(said));
        return new AssertionError(text.toString());
    }
}
