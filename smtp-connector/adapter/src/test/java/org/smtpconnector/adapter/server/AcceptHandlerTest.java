package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.AuditLog;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.adapter.events.LogWriter;

/** The one thing that stops accepting for a while is accepting that fails. */
class AcceptHandlerTest {

    private final LogWriter log = new LogWriter(Runnable::run);
    private final ListenerEvents events = new ListenerEvents("default", null, log, AuditLog.OFF);

    @Test
    void aSocketThatCannotBeSetUpIsClosedAndTheNextOneIsAcceptedAtOnce() {
        EmbeddedChannel server = new EmbeddedChannel(new AcceptHandler("default", events, accepted -> {
            throw new IllegalStateException("a test");
        }));
        EmbeddedChannel accepted = new EmbeddedChannel();
        assertLoggedLater(
                () -> server.writeInbound(accepted),
                "Listener default closes a connection that could not be set up: java.lang.IllegalStateException: a test");
        assertThat(accepted.isOpen()).isFalse();
        assertThat(server.config().isAutoRead()).isTrue();
    }

    @Test
    void acceptingThatFailsPausesForASecond() {
        EmbeddedChannel server = new EmbeddedChannel(new AcceptHandler("default", events, accepted -> {}));
        server.freezeTime();
        assertLoggedLater(
                () -> server.pipeline().fireExceptionCaught(new IOException("Too many open files")),
                "Listener default could not accept a connection; trying again: java.io.IOException: Too many open files");
        assertThat(server.config().isAutoRead()).isFalse();
        server.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isFalse();
        server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isTrue();
    }

    /** The event loop itself does not wait for the log. */
    private void assertLoggedLater(Runnable step, String line) {
        try (LogCapture lines = new LogCapture(AcceptHandler.class.getName(), Level.INFO)) {
            step.run();
            assertThat(lines.lines()).isEmpty();
            log.flush();
            assertThat(lines.lines()).containsExactly(line);
        }
    }
}
