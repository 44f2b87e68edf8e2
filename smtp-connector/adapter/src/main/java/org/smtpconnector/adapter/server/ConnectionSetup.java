package org.smtpconnector.adapter.server;

import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.ProxyKeys;
import org.smtpconnector.adapter.config.ProxyProtocol;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.session.Connection;
import org.smtpconnector.adapter.session.ListenerContext;
import org.smtpconnector.adapter.session.ReceiveBufferSizes;
import org.smtpconnector.adapter.session.ReceiveBuffers;
import org.smtpconnector.adapter.session.RefusalHandler;
import org.smtpconnector.adapter.session.ReplyBuffer;

/** Turns the accepted sockets of one server into connections, or refuses them. Safe for use by several threads. */
final class ConnectionSetup {

    /** Octets of replies that the operating system keeps for a client that does not read; its default is some MiB. */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final WriteBufferWaterMark UNSENT =
            new WriteBufferWaterMark(ReplyBuffer.MAX_UNSENT / 4, ReplyBuffer.MAX_UNSENT);

    private final ListenerSettings settings;
    private final ListenerContext context;
    private final EventLoops loops;
    private final OpenConnections connections;

    /** The buffers of this listener's connections, by event loop. */
    private final Map<EventLoop, ReceiveBuffers> buffers = new ConcurrentHashMap<>();

    ConnectionSetup(ListenerSettings settings, ListenerContext context, EventLoops loops, OpenConnections connections) {
        this.settings = settings;
        this.context = context;
        this.loops = loops;
        this.connections = connections;
    }

    /**
     * Sets up an accepted socket, and gives it to an event loop. If this throws, the caller closes the socket.
     *
     * @param channel not registered with an event loop
     */
    void begin(SocketChannel channel) {
        Connection connection = new Connection(context, connections::remove);
        boolean begun = false;
        try {
            EventLoop loop = loops.next();
            configure(channel, connection, buffers.computeIfAbsent(loop, first -> new ReceiveBuffers()));
            loop.register(channel).addListener(registered -> {
                if (!registered.isSuccess()) {
                    channel.unsafe().closeForcibly();
                    connections.remove(connection);
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                connections.remove(connection);
            }
        }
    }

    private void configure(SocketChannel channel, Connection connection, ReceiveBuffers received) {
        SocketChannelConfig config = channel.config();
        config.setWriteBufferWaterMark(UNSENT);
        config.setAllowHalfClosure(true);
        config.setKeepAlive(true);
        config.setSendBufferSize(SEND_BUFFER);
        boolean fromProxy = isFromProxy(channel);
        if (settings.get(ProxyKeys.PROTOCOL) == ProxyProtocol.REQUIRED && !fromProxy) {
            refuse(channel, Limit.PROXY_PROTOCOL);
        } else if (!connections.add(connection, channel)) {
            refuse(channel, Limit.CONNECTIONS);
        } else {
            config.setRecvByteBufAllocator(new ReceiveBufferSizes(connection::isReadingBody, received));
            if (fromProxy) {
                channel.pipeline()
                        .addLast(new ProxyHandler(
                                settings.get(TimeoutKeys.HANDSHAKE),
                                connection::proxied,
                                () -> context.application().events().reached(Limit.PROXY_PROTOCOL)));
            }
            channel.pipeline().addLast(connection);
        }
    }

    private void refuse(SocketChannel channel, Limit reached) {
        context.application().events().reached(reached);
        channel.pipeline().addLast(RefusalHandler.of(reached, context));
    }

    /** Returns whether the connection begins with a header of the PROXY protocol: from elsewhere it is not believed. */
    private boolean isFromProxy(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress(); // null if the client has gone already
        return settings.get(ProxyKeys.PROTOCOL) != ProxyProtocol.OFF
                && remote != null
                && ProxyKeys.contain(settings.get(ProxyKeys.TRUSTED_NETWORKS), remote.getAddress());
    }
}
