package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.smtpconnector.benchmarks.Input;
import org.smtpconnector.protocol.data.DotDecoder;
import org.smtpconnector.protocol.data.LineEndingFilter;
import org.smtpconnector.protocol.syntax.CommandParser;
import org.smtpconnector.protocol.syntax.LineDecoder;

/**
 * The time and the heap that the decoders and the parser take; {@code SubEthaBenchmark} has the same of another server.
 * To run both:
 *
 * <pre>{@code
 * ./mvnw -q install -DskipTests -pl smtp-connector/benchmarks -am
 * ./mvnw -q exec:exec -pl smtp-connector/benchmarks -Djmh.args="-prof gc"
 * }</pre>
 *
 * <p>One operation of a body benchmark is {@value #BODY} octets, in buffers of {@value #READ}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineBenchmark {

    static final int BODY = Input.BODY;
    static final int READ = Input.READ;

    private static final Instant NOW = Instant.EPOCH;
    private static final Set<Extension> ALL = EnumSet.allOf(Extension.class);

    @Param({"heap", "direct"})
    String memory;

    private ByteBuffer text;
    private ByteBuffer stuffed;
    private ByteBuffer commands;
    private ByteBuffer message;
    private final CommandParser parser = new CommandParser(Set.of(), false);
    private final LineDecoder lines = new LineDecoder(false);
    private final Counter counter = new Counter();

    private SmtpEngine engine;

    /** Makes the input. */
    @Setup
    public void prepare() {
        text = buffer(Input.text());
        stuffed = buffer(Input.stuffed());
        commands = buffer(Input.commands());
        message = buffer(Input.transaction());
        EngineSettings settings = EngineSettings.defaults();
        engine = new SmtpEngine(
                settings,
                counter,
                "s1",
                new InetSocketAddress("192.0.2.25", 25),
                new InetSocketAddress("192.0.2.1", 1),
                NOW);
        engine.connected();
        engine.receive(buffer(Input.ascii("EHLO client.example\r\n")), NOW);
    }

    private ByteBuffer buffer(byte[] octets) {
        ByteBuffer buffer =
                memory.equals("heap") ? ByteBuffer.allocate(octets.length) : ByteBuffer.allocateDirect(octets.length);
        return buffer.put(octets).flip();
    }

    /** Lines without dots. */
    @Benchmark
    public long dotDecoder() {
        return dots(text);
    }

    /** Each line begins with a transparency dot: the worst case. */
    @Benchmark
    public long dotDecoderStuffed() {
        return dots(stuffed);
    }

    private long dots(ByteBuffer body) {
        DotDecoder decoder = new DotDecoder(counter, false);
        for (int start = 0; start < BODY; start += READ) {
            body.clear().position(start).limit(start + READ);
            decoder.decode(body);
        }
        return counter.count();
    }

    /** The way of a BDAT that is not binary. */
    @Benchmark
    public long chunks() {
        LineEndingFilter filter = new LineEndingFilter(counter, false);
        for (int start = 0; start < BODY; start += READ) {
            text.clear().position(start).limit(start + READ);
            filter.run(text);
        }
        return counter.count();
    }

    /** Five command lines cut, not parsed. */
    @Benchmark
    public int lineDecoder() {
        int count = 0;
        commands.rewind();
        while (commands.hasRemaining()) {
            if (lines.decode(commands, 512) == LineDecoder.Result.LINE) {
                count += lines.line().length();
            }
        }
        return count;
    }

    /** One MAIL with parameters. */
    @Benchmark
    public Object commandParser() {
        return parser.parse(Input.MAIL, ALL);
    }

    /** A whole transaction of 1 KiB through the engine, pipelined, with the Received header. */
    @Benchmark
    public long transaction() {
        message.rewind();
        engine.receive(message, NOW);
        return counter.count();
    }
}
