package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
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

/** The time and the heap that the engine takes for MAIL, so many RCPT and RSET, pipelined: a recipient must cost the same in any place. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecipientsBenchmark {

    @Param({"1", "10", "100", "1000"})
    int recipients;

    private ByteBuffer envelope;
    private SmtpEngine engine;
    private final Counter host = new Counter();

    /** Makes the input. */
    @Setup
    public void prepare() {
        byte[] octets = Input.envelope(recipients);
        envelope = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
        engine = new SmtpEngine(
                EngineSettings.builder()
                        .maxRecipients(1000)
                        .maxJunkCommands(Integer.MAX_VALUE)
                        .build(),
                host,
                "s1",
                new InetSocketAddress("192.0.2.25", 25),
                new InetSocketAddress("192.0.2.1", 1),
                Instant.EPOCH);
        engine.connected();
        engine.receive(ByteBuffer.wrap(Input.ascii("EHLO client.example\r\n")), Instant.EPOCH);
    }

    /** One transaction. */
    @Benchmark
    public long envelope() {
        envelope.rewind();
        engine.receive(envelope, Instant.EPOCH);
        return host.count();
    }
}
