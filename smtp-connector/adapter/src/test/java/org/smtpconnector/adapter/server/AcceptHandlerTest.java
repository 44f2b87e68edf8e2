package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The one thing that stops accepting for a while is accepting that fails. */
class AcceptHandlerTest {

    @Test
    void aSocketThatCannotBeSetUpIsClosedAndTheNextOneIsAcceptedAtOnce() {
        EmbeddedChannel server = new EmbeddedChannel(new AcceptHandler("default", accepted -> {
            throw new IllegalStateException("a test");
        }));
        EmbeddedChannel accepted = new EmbeddedChannel();
        server.writeInbound(accepted);
        assertThat(accepted.isOpen()).isFalse();
        assertThat(server.config().isAutoRead()).isTrue();
    }

    @Test
    void acceptingThatFailsPausesForASecond() {
        EmbeddedChannel server = new EmbeddedChannel(new AcceptHandler("default", accepted -> {}));
        server.freezeTime();
        server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertThat(server.config().isAutoRead()).isFalse();
        server.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isFalse();
        server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isTrue();
    }
}
