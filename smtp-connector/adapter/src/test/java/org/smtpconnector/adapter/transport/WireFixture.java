package org.smtpconnector.adapter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.LineEndings;
import org.smtpconnector.protocol.SmtpDecision;

/** A connection without a socket, and a look after each test whether anything was left. */
@ExtendWith(NoLeaks.class)
abstract class WireFixture {

    static final String ENVELOPE = "HELO c.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";

    @TempDir
    Path directory;

    final HeapBudget budget = new HeapBudget(1_000_000);
    final FakeApplication application = new FakeApplication();
    final List<SmtpChannelHandler> released = new ArrayList<>();
    SpoolArea spools;
    SmtpChannelHandler handler;
    Wire wire;

    @BeforeEach
    void connect() throws IOException {
        connect(new SpoolArea(1000, budget, new TemporaryFiles(directory)));
    }

    /** Connects, and has read the greeting. */
    void connect(SpoolArea area) {
        if (wire != null) {
            wire.finishAndReleaseAll();
        }
        spools = area;
        begin(LineEndings.STRICT);
        assertThat(wire.sent()).startsWith("220 ");
        wire.flushes = 0;
        released.clear();
    }

    /** Connects. */
    void begin(LineEndings lineEndings) {
        handler = new SmtpChannelHandler(new SessionContext(
                EngineSettings.builder()
                        .receivedHeader(false)
                        .lineEndings(lineEndings)
                        .build(),
                application,
                spools,
                null,
                Duration.ofMinutes(5),
                released::add));
        wire = new Wire();
        wire.pipeline().addLast(handler);
        wire.pipeline().fireChannelActive();
    }

    @AfterEach
    void nothingIsLeft() {
        wire.finishAndReleaseAll();
        assertThat(released).containsExactly(handler);
        for (FakeApplication.Delivery open : application.held) {
            open.later().decided(SmtpDecision.PROCEED);
        }
        wire.runPendingTasks();
        assertThat(spools.openCount()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(directory).isEmptyDirectory();
        assertThat(application.ended).hasSize(application.begun.get());
    }
}
