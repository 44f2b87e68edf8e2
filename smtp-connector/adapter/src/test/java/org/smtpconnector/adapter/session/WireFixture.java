package org.smtpconnector.adapter.session;

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
import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.adapter.spool.TemporaryFiles;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.LineEndings;

/** A connection without a socket, and a look after each test whether anything was left. */
@ExtendWith(NoLeaks.class)
abstract class WireFixture {

    static final String ENVELOPE = "HELO c.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";

    @TempDir
    Path directory;

    final ByteQuota budget = new ByteQuota(1_000_000);
    final FakeApplication application = new FakeApplication();
    final List<Connection> released = new ArrayList<>();
    ListenerSettings settings = ListenerConfiguration.defaults("default").with(AuthKeys.FAILURE_DELAY, Duration.ZERO);
    SpoolFactory spools;
    ClientRegistry clients;
    Connection handler;
    TestChannel wire;

    @BeforeEach
    void connect() throws IOException {
        connect(new SpoolFactory(1000, budget, new ByteQuota(Long.MAX_VALUE), new TemporaryFiles(directory)));
    }

    /** Connects, and has read the greeting. */
    void connect(SpoolFactory area) {
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
        begin(
                EngineSettings.builder()
                        .receivedHeader(false)
                        .maxJunkCommands(Integer.MAX_VALUE)
                        .lineEndings(lineEndings)
                        .build(),
                application);
    }

    /** Connects to another application than that of the fixture. */
    void begin(EngineSettings engineSettings, SmtpApplication asked) {
        clients = new ClientRegistry(settings);
        handler = new Connection(
                new ListenerContext(engineSettings, asked, spools, null, clients, ClientTimeouts.of(settings)),
                released::add);
        wire = new TestChannel();
        wire.pipeline().addLast(handler);
        wire.pipeline().fireChannelActive();
    }

    @AfterEach
    void nothingIsLeft() {
        wire.finishAndReleaseAll();
        assertThat(released).containsExactly(handler);
        for (FakeApplication.Delivery open : application.held) {
            open.later().decided(HookResult.PROCEED);
        }
        wire.runPendingTasks();
        assertThat(spools.openCount()).isZero();
        assertThat(spools.onDisk()).isZero();
        assertThat(clients.size()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(directory).isEmptyDirectory();
        assertThat(application.ended).hasSize(application.begun.get());
    }
}
