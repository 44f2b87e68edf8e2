package org.smtpconnector.adapter.events;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * The cost of an audit line, of a transaction with one recipient. To run it:
 *
 * <pre>{@code
 * ./mvnw -q install -DskipTests -pl smtp-connector/benchmarks -am
 * ./mvnw -q exec:exec -pl smtp-connector/benchmarks -Djmh.args="-prof gc AuditBenchmark"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AuditBenchmark {

    private static final int BATCH = 1000;
    private static final SmtpReply REPLY = SmtpReply.of(250, "2.0.0", "Message accepted");
    private static final Logger LOGGER = Logger.getLogger("org.smtpconnector.audit");

    private final LogWriter writer = new LogWriter(Runnable::run);
    private final LoggedAudit log = new LoggedAudit(writer);
    private final JsonLines json = new JsonLines();
    private AuditLog file;
    private SessionSnapshot session;

    @Setup
    public void setUp() throws Exception {
        LOGGER.setUseParentHandlers(false);
        Path directory = Files.createTempDirectory("audit");
        directory.toFile().deleteOnExit();
        Path path = directory.resolve("audit.jsonl");
        path.toFile().deleteOnExit();
        file = new AuditFile(new RotatedFile(path, 100 << 20, 1), Runnable::run).ofListener();
        session = new SessionSnapshot(
                "5f0c3a9e1b7d",
                "default",
                "mx.example.org",
                false,
                new InetSocketAddress("192.0.2.25", 25),
                new InetSocketAddress("198.51.100.17", 40123),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                "client.example.net",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private JournalEntry newEntry() {
        TransactionRecord over = new TransactionRecord("5f0c3a9e1b7d-1", SmtpAddress.of("sender@bench.example"));
        over.recipient(SmtpAddress.of("recipient1@bench.example"), REPLY, Outcome.ACCEPTED);
        over.size = 1024;
        over.verdict =
                new Verdict(HookResult.PROCEED, Outcome.ACCEPTED, List.of("org.example.inbox.Inbox"), 12_000, 34_000);
        return JournalEntry.of(0, session, over, REPLY, Outcome.ACCEPTED, "");
    }

    /** Makes the entry of a transaction, of which the line is made. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long entry() {
        long sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += newEntry().size();
        }
        return sum;
    }

    /** Makes entry and line. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int line() {
        json.clear();
        for (int i = 0; i < BATCH; i++) {
            new AuditEvent.Transaction(newEntry()).addTo(json);
            json.endLine();
        }
        return json.length();
    }

    /** Makes entry and line, and gives the line to a log without a handler. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void log() {
        for (int i = 0; i < BATCH; i++) {
            log.add(new AuditEvent.Transaction(newEntry()));
        }
        writer.flush();
    }

    /** Makes entry and line, and writes the line to a file. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void file() {
        for (int i = 0; i < BATCH; i++) {
            file.add(new AuditEvent.Transaction(newEntry()));
        }
        file.flush();
    }
}
