package org.smtpconnector.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.subethamail.smtp.internal.io.CRLFTerminatedReader;
import org.subethamail.smtp.internal.io.DotTerminatedInputStream;
import org.subethamail.smtp.internal.io.DotUnstuffingInputStream;

/** The decoders of SubEthaSMTP, with the same input as those of the engine: see {@code EngineBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SubEthaBenchmark {

    private byte[] text;
    private byte[] stuffed;
    private byte[] commands;
    private final byte[] buffer = new byte[Input.READ];

    /** Makes the input. */
    @Setup
    public void prepare() {
        text = Input.text();
        stuffed = Input.stuffed();
        commands = Input.commands();
        // These decoders want an end.
        for (byte[] body : new byte[][] {text, stuffed}) {
            byte[] end = Input.ascii("\r\n.\r\n");
            System.arraycopy(end, 0, body, body.length - end.length, end.length);
        }
    }

    /** Lines without dots. */
    @Benchmark
    public long dotDecoder() throws IOException {
        return dots(text);
    }

    /** Each line begins with a transparency dot. */
    @Benchmark
    public long dotDecoderStuffed() throws IOException {
        return dots(stuffed);
    }

    private long dots(byte[] body) throws IOException {
        long count = 0;
        try (InputStream decoded =
                new DotUnstuffingInputStream(new DotTerminatedInputStream(new ByteArrayInputStream(body)))) {
            for (int read = decoded.read(buffer); read >= 0; read = decoded.read(buffer)) {
                count += read;
            }
        }
        return count;
    }

    /** Five command lines cut. */
    @Benchmark
    public long lineDecoder() throws IOException {
        long count = 0;
        try (CRLFTerminatedReader lines = new CRLFTerminatedReader(new ByteArrayInputStream(commands))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                count += line.length();
            }
        }
        return count;
    }
}
