package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
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
import org.smtpconnector.protocol.data.LineLengthLimit;

/** The time that 1 MiB of DATA takes in the decoder and the limit of line lengths, by the length of the lines. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LinesBenchmark {

    /** Characters of a line without its CRLF. */
    @Param({"4", "76", "998"})
    int length;

    /** Whether each line begins with a transparency dot. */
    @Param({"false", "true"})
    boolean dots;

    private ByteBuffer body;
    private final Counter counter = new Counter();

    /** Makes the input, in a direct buffer like those of the sockets. */
    @Setup
    public void prepare() {
        byte[] octets = Input.lines((dots ? "." : "x") + "x".repeat(length - 1));
        body = ByteBuffer.allocateDirect(octets.length).put(octets);
    }

    /** Reads all lines. */
    @Benchmark
    public long decode() {
        DotDecoder decoder = new DotDecoder(new LineLengthLimit(counter, 1000, this::tooLong), false);
        for (int start = 0; start < Input.BODY; start += Input.READ) {
            body.clear().position(start).limit(start + Input.READ);
            decoder.decode(body);
        }
        return counter.count();
    }

    private void tooLong() {
        throw new IllegalStateException("No line is too long");
    }
}
