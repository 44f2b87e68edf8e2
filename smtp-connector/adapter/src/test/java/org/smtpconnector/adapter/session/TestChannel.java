package org.smtpconnector.adapter.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** An embedded channel with addresses, that counts its writes, and can be a peer that does not read. */
public final class TestChannel extends EmbeddedChannel {
    public int flushes;
    public boolean stuck;

    @Override
    protected SocketAddress localAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!stuck) {
            flushes++;
            super.doWrite(in);
        }
    }

    /** All that was sent since the last call. */
    public String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf out; (out = readOutbound()) != null; out.release()) {
            all.append(out.toString(ISO_8859_1));
        }
        return all.toString();
    }

    /** The codes of the replies that were sent since the last call, with spaces between. */
    public String codes() {
        return sent().replaceAll("(?m)^([0-9]{3})-.*\r\n", "")
                .replaceAll("(?m)^([0-9]{3}) .*\r\n", "$1 ")
                .trim();
    }

    /** One read, with ISO-8859-1. */
    public void receive(String input) {
        ByteBuf read = alloc().directBuffer(Math.max(1, input.length()));
        writeInbound(read.writeBytes(Unpooled.wrappedBuffer(input.getBytes(ISO_8859_1))));
    }

    public long unsent() {
        return unsafe().outboundBuffer() == null ? 0 : unsafe().outboundBuffer().totalPendingWriteBytes();
    }
}
