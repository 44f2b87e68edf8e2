package org.smtpconnector.adapter.server;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.ProxyKeys;
import org.smtpconnector.adapter.config.ProxyProtocol;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.session.ListenerTls;
import org.smtpconnector.adapter.session.ReadSize;
import org.smtpconnector.adapter.session.RefusalHandler;
import org.smtpconnector.adapter.session.SessionContext;
import org.smtpconnector.adapter.session.SessionHost;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.adapter.session.SmtpChannelHandler;
import org.smtpconnector.adapter.session.Times;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.adapter.spool.TemporaryFiles;
import org.smtpconnector.adapter.tls.ServerTls;
import org.smtpconnector.adapter.tls.TlsException;
import org.smtpconnector.protocol.EngineSettings;

/**
 * A listener that holds its ports, and its connections. Safe for use by several threads, but not to be used on an event
 * loop.
 */
public final class SmtpServer {

    private static final Logger LOG = System.getLogger(SmtpServer.class.getName());

    /** How long a connection may take to close when it is no longer asked but told. */
    private static final Duration FORCED_CLOSE = Duration.ofSeconds(5);

    /** Octets of replies that the operating system keeps for a peer that does not read; it would let it be some MiB. */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final WriteBufferWaterMark UNSENT =
            new WriteBufferWaterMark(SessionHost.MAX_UNSENT / 4, SessionHost.MAX_UNSENT);

    private final ListenerSettings settings;
    private final EngineSettings engineSettings;
    private final SmtpApplication application;
    private final EventLoops loops;
    private final ByteQuota budget;
    private final Consumer<SmtpServer> onClosed;
    private final ServerSockets sockets;
    private final Map<SmtpChannelHandler, Channel> handlers = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private SessionContext context;
    private SmtpServerGroup.PeriodicTask refreshing = () -> {};
    private volatile boolean closing;

    public SmtpServer(
            ListenerSettings settings,
            EngineSettings engineSettings,
            SmtpApplication application,
            EventLoops loops,
            ByteQuota budget,
            Consumer<SmtpServer> onClosed) {
        this.settings = settings;
        this.engineSettings = engineSettings;
        this.application = Objects.requireNonNull(application, "application");
        this.loops = loops;
        this.budget = budget;
        this.onClosed = onClosed;
        this.sockets = new ServerSockets(settings, loops);
    }

    public void bind() throws ServerBindException {
        try {
            SpoolFactory spools = new SpoolFactory(
                    settings.get(MessageKeys.SPOOL_MEMORY_THRESHOLD),
                    budget,
                    new ByteQuota(settings.get(MessageKeys.SPOOL_DISK_BUDGET)),
                    new TemporaryFiles(settings.get(MessageKeys.SPOOL_DIRECTORY)));
            context = new SessionContext(
                    engineSettings,
                    application,
                    spools,
                    openTls(),
                    new ClientRegistry(settings),
                    Times.of(settings),
                    this::released);
        } catch (IOException e) {
            throw new ServerBindException(
                    settings.key(MessageKeys.SPOOL_DIRECTORY) + ": no file can be made in "
                            + settings.get(MessageKeys.SPOOL_DIRECTORY)
                            + "; expected a directory that this process may write to",
                    e);
        }
        try {
            sockets.bind(() -> new AcceptHandler(this));
        } catch (ServerBindException | RuntimeException e) {
            refreshing.close();
            throw e;
        }
        LOG.log(Level.INFO, "Listener {0} is bound to {1}", name(), addresses());
    }

    private ListenerTls openTls() throws ServerBindException {
        TlsMode mode = TlsKeys.mode(settings);
        if (mode == TlsMode.FORBIDDEN) {
            return null;
        }
        try {
            ListenerTls tls = new ListenerTls(
                    ServerTls.open(settings.name(), TlsKeys.tls(settings)),
                    mode == TlsMode.IMPLICIT,
                    settings.get(TimeoutKeys.HANDSHAKE),
                    loops.offload());
            refreshing = loops.scheduleWithFixedDelay(settings.get(TlsKeys.RELOAD_INTERVAL), tls::refresh);
            return tls;
        } catch (TlsException e) {
            throw new ServerBindException(settings.show(TlsKeys.MODE) + ": " + e.getMessage(), e);
        }
    }

    /** Starts to accept connections, also those of clients that came since the ports were bound. */
    public void accept() {
        sockets.accept();
    }

    /**
     * Closes the ports at once; then ends the sessions. Those between commands hear {@code 421 4.3.2}; those that wait for
     * a decision get its reply first. Blocks until all connections are closed, which takes the grace and a few seconds at
     * most; what is left after the grace is closed whatever it does, and contents that are still being read become
     * unreadable.
     *
     * @param grace 0 or more
     */
    public void close(Duration grace) {
        boolean first;
        synchronized (this) {
            first = !closing;
            closing = true;
        }
        if (first) {
            refreshing.close();
            sockets.close();
            // From here on no connection is added.
            handlers.forEach((handler, channel) -> execute(channel, handler::shutdown));
            if (connections.get() == 0) {
                drained.complete(null);
            }
        }
        if (!awaitDrained(grace)) {
            handlers.forEach((handler, channel) -> execute(channel, handler::abort));
            if (!awaitDrained(FORCED_CLOSE)) {
                LOG.log(Level.WARNING, "Listener {0}: {1} connections would not close", name(), connections.get());
            }
        }
        if (first) {
            onClosed.accept(this);
            LOG.log(Level.INFO, "Listener {0} is closed", name());
        }
    }

    private static void execute(Channel channel, Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and has closed its channels.
        }
    }

    private boolean awaitDrained(Duration time) {
        try {
            drained.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** On the loop of the server socket. */
    public void accepted(Channel accepted) {
        SocketChannel channel = (SocketChannel) accepted;
        SocketChannelConfig config = channel.config();
        config.setWriteBufferWaterMark(UNSENT);
        config.setAllowHalfClosure(true);
        config.setKeepAlive(true);
        config.setSendBufferSize(SEND_BUFFER);
        SmtpChannelHandler handler = null;
        Limit refusal = refusal(channel);
        if (refusal != null) {
            application.events().reached(refusal);
            channel.pipeline().addLast(RefusalHandler.of(refusal, context));
        } else {
            handler = new SmtpChannelHandler(context);
            config.setRecvByteBufAllocator(new ReadSize(handler));
            handlers.put(handler, channel);
            if (isFromProxy(channel)) {
                channel.pipeline()
                        .addLast(new ProxyHandler(
                                settings.get(TimeoutKeys.HANDSHAKE),
                                handler::proxied,
                                () -> application.events().reached(Limit.PROXY_PROTOCOL)));
            }
            channel.pipeline().addLast(handler);
        }
        SmtpChannelHandler added = handler;
        loops.next().register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
                if (added != null) {
                    released(added);
                }
            }
        });
    }

    /** Why a connection is not taken; null if it is, and then it counts. */
    private Limit refusal(SocketChannel channel) {
        if (settings.get(ProxyKeys.PROTOCOL) == ProxyProtocol.REQUIRED && !isFromProxy(channel)) {
            return Limit.PROXY_PROTOCOL;
        }
        if (connections.incrementAndGet() > settings.get(LimitKeys.MAX_CONNECTIONS)) {
            connections.decrementAndGet();
            return Limit.CONNECTIONS;
        }
        return null;
    }

    /** Whether the connection begins with a header of the PROXY protocol: from elsewhere it would not be believed. */
    private boolean isFromProxy(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress(); // null if the peer has gone already
        return settings.get(ProxyKeys.PROTOCOL) != ProxyProtocol.OFF
                && remote != null
                && ProxyKeys.contain(settings.get(ProxyKeys.TRUSTED_NETWORKS), remote.getAddress());
    }

    /** A connection is closed; only the first call for it counts. On any event loop. */
    private void released(SmtpChannelHandler handler) {
        if (handlers.remove(handler) != null && connections.decrementAndGet() == 0 && closing) {
            drained.complete(null);
        }
    }

    /** As in {@code smtp.listener.<name>}. */
    public String name() {
        return settings.name();
    }

    /**
     * The addresses that were bound, with the real ports.
     *
     * @return at least one; unmodifiable
     */
    public List<InetSocketAddress> addresses() {
        return sockets.addresses();
    }

    /** Sessions that are open now. */
    public int connections() {
        return connections.get();
    }

    /** Messages that are being received or delivered now. */
    public int spooledMessages() {
        return context.spools().openCount();
    }
}
