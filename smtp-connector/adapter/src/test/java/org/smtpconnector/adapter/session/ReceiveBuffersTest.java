package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class ReceiveBuffersTest {

    private final ReceiveBuffers buffers = new ReceiveBuffers();

    private ByteBuf take(boolean inBody) {
        return buffers.take(inBody, UnpooledByteBufAllocator.DEFAULT);
    }

    @Test
    void aBufferIsReadIntoAgainOnceItIsReleased() {
        ByteBuf first = take(true);
        first.writeLong(1).readInt();
        first.release();
        ByteBuf second = take(true);

        assertThat(second).isSameAs(first);
        assertThat(second.isReadable()).isFalse();
        assertThat(second.writableBytes()).isEqualTo(ReceiveBuffers.BODY);
        second.release();
    }

    @Test
    void aBufferThatASessionKeepsIsNotReadInto() {
        ByteBuf kept = take(false);
        kept.writeLong(1);
        ByteBuf other = take(false);
        other.writeLong(2);

        assertThat(other).isNotSameAs(kept);
        assertThat(other.capacity()).isEqualTo(ReceiveBuffers.COMMANDS);
        assertThat(kept.readLong()).isEqualTo(1);
        kept.release();
        other.release();
        assertThat(other.refCnt()).isZero();
        assertThat(take(false)).isSameAs(kept);
    }

    @Test
    void aLargeReadDoesNotTakeTheBufferOfSmallOnes() {
        ByteBuf body = take(true);
        ByteBuf commands = take(false);

        assertThat(commands.capacity()).isEqualTo(ReceiveBuffers.COMMANDS);
        assertThat(body.refCnt()).isEqualTo(2);
        assertThat(commands.refCnt()).isEqualTo(2);
    }
}
