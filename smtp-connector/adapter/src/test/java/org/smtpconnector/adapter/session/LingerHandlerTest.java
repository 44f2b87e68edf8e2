package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** A peer that still sends when its session is over is listened to for a while, so that it can read the last reply; not for ever. */
class LingerHandlerTest {

    private static final int PIECE = 1 << 20;

    @Test
    void aPeerThatGoesOnSendingIsDisconnected() {
        EmbeddedChannel channel = new EmbeddedChannel(new LingerHandler());
        ByteBuf piece = Unpooled.wrappedBuffer(new byte[PIECE]);
        for (int sent = 0; sent < LingerHandler.MAX_DROPPED; sent += PIECE) {
            channel.writeInbound(piece.retainedDuplicate());
        }
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(piece.retainedDuplicate());
        assertThat(channel.isOpen()).isFalse();
        assertThat(piece.refCnt()).isEqualTo(1); // all that came was released
    }
}
