package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.adapter.spool.TemporaryFiles;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Requirement;

/** A connection without a socket, where its writes and its readiness to read can be counted. */
class ConnectionTest extends WireFixture {

    @Test
    void theRepliesOfOneReadAreOneWrite() {
        wire.receive("NOOP\r\n".repeat(1000));
        assertThat(wire.flushes).isOne();
        assertThat(wire.sent()).matches("(250[^\r\n]*\r\n){1000}");
        wire.receive("NOOP\r\nQUIT\r\n");
        assertThat(wire.flushes).isEqualTo(2);
        assertThat(wire.sent()).matches("250[^\r\n]*\r\n221[^\r\n]*\r\n");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void soAreThoseAfterADecision() throws Exception {
        wire.receive(ENVELOPE + "x\r\n.\r\n" + "NOOP\r\n".repeat(10));
        assertThat(wire.flushes).isOne();
        wire.sent();
        application.next().later().decided(HookResult.PROCEED);
        assertThat(wire.flushes).isOne();
        wire.runPendingTasks();
        assertThat(wire.flushes).isEqualTo(2);
        assertThat(wire.sent()).matches("(250[^\r\n]*\r\n){11}");
    }

    @Test
    void whileADecisionIsOpenOneReadIsKeptAndNoMore() throws Exception {
        wire.receive(ENVELOPE + "x\r\n.\r\n");
        assertThat(wire.config().isAutoRead()).isTrue(); // to notice a client that goes away
        wire.receive("NOOP\r\n");
        assertThat(wire.config().isAutoRead()).isFalse();
        wire.receive("NOOP\r\n"); // a read that had begun
        assertThat(wire.flushes).isOne();
        wire.sent();
        application.next().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.config().isAutoRead()).isTrue();
        assertThat(wire.sent()).matches("(250[^\r\n]*\r\n){3}");
    }

    @Test
    void repliesThatAreNotReadAreBoundedAndStopTheReading() {
        wire.stuck = true;
        String commands = "NOOP\r\n".repeat(2700); // as many as one read holds
        for (int i = 0; i < 100 && wire.config().isAutoRead(); i++) {
            wire.receive(commands);
        }
        assertThat(wire.config().isAutoRead()).isFalse();
        assertThat(wire.unsent()).isBetween((long) ReplyBuffer.MAX_UNSENT, 2L * ReplyBuffer.MAX_UNSENT + 1000);
        assertThat(wire.isOpen()).isTrue();

        wire.stuck = false;
        wire.flush();
        wire.runPendingTasks();
        assertThat(wire.config().isAutoRead()).isTrue();
        assertThat(wire.sent().length() % "250 2.0.0 OK\r\n".length()).isZero();
    }

    @Test
    void aBodyThatCannotBeKeptIs452AndTheSessionGoesOn() {
        connect(new SpoolFactory(1000, budget, new ByteQuota(Long.MAX_VALUE), () -> {
            throw new IOException("No space left on device");
        }));
        wire.receive(ENVELOPE);
        assertThat(wire.sent()).contains("\r\n354 ");
        wire.receive("x".repeat(2000) + "\r\n");
        assertThat(spools.openCount()).isZero();
        wire.receive("more\r\n.\r\nRCPT TO:<b@example.org>\r\n");
        assertThat(wire.sent()).matches("452 4\\.3\\.1 [^\r\n]*\r\n503 [^\r\n]*\r\n");
        wire.receive("MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nshort\r\n.\r\n");
        assertThat(wire.sent()).matches("250[^\r\n]*\r\n250[^\r\n]*\r\n354[^\r\n]*\r\n");
        assertThat(application.held).hasSize(1);
    }

    @Test
    void aDeclaredSizeIsComparedWithWhatTheOtherMessagesHaveLeft() throws IOException {
        connect(new SpoolFactory(1000, budget, new ByteQuota(300_000), new TemporaryFiles(directory)));
        wire.receive("EHLO c.example\r\n");
        wire.sent();
        Spool other = spools.open(wire.alloc());
        other.write(ByteBuffer.allocate(200_000));
        try {
            wire.receive("MAIL FROM:<a@example.org> SIZE=100001\r\n");
            assertThat(wire.sent()).startsWith("452 4.3.1 ");
            wire.receive("MAIL FROM:<a@example.org> SIZE=100000\r\n");
            assertThat(wire.sent()).startsWith("250 ");
            wire.receive("RSET\r\n");
            wire.sent();
            other.write(ByteBuffer.allocate(100_000));
            wire.receive("MAIL FROM:<a@example.org> SIZE=1001\r\n");
            assertThat(wire.sent()).startsWith("452 4.3.1 ");
            wire.receive("MAIL FROM:<a@example.org> SIZE=1000\r\n"); // needs no file
            assertThat(wire.sent()).startsWith("250 ");
        } finally {
            other.close();
        }
    }

    /** The client waits for TLS, and can be told nothing in clear. The fixture has no certificates. */
    @Test
    void aConnectionWhoseHandshakeCannotBeginIsClosed() {
        wire.finishAndReleaseAll();
        released.clear();
        begin(EngineSettings.builder().tls(Requirement.OPTIONAL).build(), application);
        wire.receive("EHLO c.example\r\nSTARTTLS\r\n");
        assertThat(wire.sent()).endsWith("220 2.0.0 Ready to start TLS\r\n");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatFailsInAHandshakeIsClosed() {
        wire.finishAndReleaseAll();
        released.clear();
        begin(EngineSettings.builder().tls(Requirement.OPTIONAL).build(), application);
        handler.enter(ConnectionState.STARTING_TLS);
        handler.enter(ConnectionState.SECURING);
        wire.pipeline().fireExceptionCaught(new IllegalStateException("a test"));
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void aLostConnectionIsNoNews() {
        List<LogRecord> log = new ArrayList<>();
        Logger logger = Logger.getLogger(Connection.class.getPackageName());
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord event) {
                log.add(event);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(listening);
        try {
            wire.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            assertThat(wire.isOpen()).isFalse();
            assertThat(log).isEmpty();
            connect(spools);
            wire.pipeline().fireExceptionCaught(new IllegalStateException("a test"));
            assertThat(wire.sent()).matches("421 4\\.3\\.0 [^\r\n]*\r\n");
            assertThat(wire.isOpen()).isFalse();
            assertThat(log).isEmpty();
            application.log.flush(); // an event loop does not wait for the log
            assertThat(log).hasSize(1);
        } finally {
            logger.removeHandler(listening);
        }
    }

    @Test
    void theEndOfInputIsTheEndOfTheSession() {
        wire.receive("NOOP\r\nNO");
        wire.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(wire.sent()).matches("250[^\r\n]*\r\n");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        wire.receive("QUIT\r\nNOOP\r\n");
        assertThat(wire.sent()).matches("221[^\r\n]*\r\n");
        ByteBuf late = Unpooled.wrappedBuffer(new byte[10]);
        handler.channelRead(wire.pipeline().lastContext(), late);
        assertThat(late.refCnt()).isZero();
    }
}
