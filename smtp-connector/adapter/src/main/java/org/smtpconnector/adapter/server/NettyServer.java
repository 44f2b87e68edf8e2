package org.smtpconnector.adapter.server;

import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.session.ClientTimeouts;
import org.smtpconnector.adapter.session.ListenerContext;
import org.smtpconnector.adapter.session.ListenerTls;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.adapter.spool.TemporaryFiles;
import org.smtpconnector.adapter.tls.ServerTls;
import org.smtpconnector.adapter.tls.TlsException;
import org.smtpconnector.protocol.EngineSettings;

/** A server on the sockets of this machine: it puts together the sockets, the connections and all that these share. */
final class NettyServer implements SmtpServer {

    private static final Logger LOG = System.getLogger(NettyServer.class.getName());

    /** The time that connections have to close after the grace. */
    private static final Duration FORCED_CLOSE = Duration.ofSeconds(5);

    private final ListenerSettings settings;
    private final Consumer<SmtpServer> onClosed;
    private final ServerSockets sockets;
    private final OpenConnections connections;
    private final SpoolFactory spools;

    /** Null if clients cannot use TLS. */
    private final ListenerTls tls;

    private final PeriodicTask certificateReload;
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * Binds the ports.
     *
     * @param onClosed takes this server once it is closed
     * @throws ServerBindException if an address cannot be bound, or the spool directory or the certificates cannot be used
     */
    NettyServer(
            ListenerSettings settings,
            EngineSettings engineSettings,
            SmtpApplication application,
            ServerResources shared,
            Consumer<SmtpServer> onClosed)
            throws ServerBindException {
        this.settings = settings;
        this.onClosed = onClosed;
        this.spools = spools(settings, shared);
        this.connections = new OpenConnections(settings.get(LimitKeys.MAX_CONNECTIONS));
        this.tls = tls(settings, shared);
        boolean bound = false;
        try {
            ListenerContext context = new ListenerContext(
                    engineSettings,
                    application,
                    spools,
                    tls,
                    new ClientRegistry(settings),
                    ClientTimeouts.of(settings));
            ConnectionSetup setup = new ConnectionSetup(settings, context, shared.loops(), connections);
            this.sockets = new ServerSockets(settings, shared.loops());
            sockets.bind(() -> new AcceptHandler(
                    settings.name(), application.events(), accepted -> setup.begin((SocketChannel) accepted)));
            bound = true;
        } finally {
            if (!bound) {
                closeTls();
            }
        }
        // The last step: nothing is left behind if one before it fails.
        this.certificateReload = tls == null
                ? () -> {}
                : shared.loops().scheduleWithFixedDelay(settings.get(TlsKeys.RELOAD_INTERVAL), tls::refresh);
        LOG.log(
                Level.INFO,
                "Listener {0} is bound to {1}; it accepts mail when the applications of all its beans have started",
                settings.name(),
                addresses());
        LOG.log(Level.INFO, "Listener {0} is configured by {1}", settings.name(), settings.configured());
    }

    private static SpoolFactory spools(ListenerSettings settings, ServerResources shared) throws ServerBindException {
        try {
            return new SpoolFactory(
                    settings.get(MessageKeys.SPOOL_MEMORY_THRESHOLD),
                    shared.memory(),
                    new ByteQuota(settings.get(MessageKeys.SPOOL_DISK_BUDGET)),
                    new TemporaryFiles(settings.get(MessageKeys.SPOOL_DIRECTORY)),
                    shared.deletions());
        } catch (IOException e) {
            throw new ServerBindException(
                    settings.key(MessageKeys.SPOOL_DIRECTORY) + ": no file can be made in "
                            + settings.get(MessageKeys.SPOOL_DIRECTORY)
                            + "; expected a directory that this process may write to",
                    e);
        }
    }

    /** Returns null if clients cannot use TLS. */
    private static ListenerTls tls(ListenerSettings settings, ServerResources shared) throws ServerBindException {
        TlsMode mode = TlsKeys.mode(settings);
        if (mode == TlsMode.FORBIDDEN) {
            return null;
        }
        try {
            return new ListenerTls(
                    ServerTls.open(settings.name(), TlsKeys.tls(settings)),
                    mode == TlsMode.IMPLICIT,
                    settings.get(TimeoutKeys.HANDSHAKE),
                    shared.handshakes(),
                    new BoundedExecutor(shared.tasks(), 1));
        } catch (TlsException e) {
            throw new ServerBindException(settings.show(TlsKeys.MODE) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void accept() {
        sockets.accept();
    }

    @Override
    public void close(Duration grace) {
        boolean first = closing.compareAndSet(false, true);
        if (first) {
            certificateReload.close();
            sockets.close();
            connections.shutdown();
        }
        if (!connections.awaitDrained(grace)) {
            connections.abort();
            if (!connections.awaitDrained(FORCED_CLOSE)) {
                LOG.log(
                        Level.WARNING,
                        "Listener {0}: {1} connections would not close",
                        settings.name(),
                        connections.size());
            }
        }
        if (first) {
            closeTls();
            onClosed.accept(this);
            LOG.log(Level.INFO, "Listener {0} is closed", settings.name());
        }
    }

    private void closeTls() {
        if (tls != null) {
            tls.close();
        }
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return sockets.addresses();
    }

    @Override
    public int connections() {
        return connections.size();
    }

    /** Returns the number of messages that are being received or delivered now. */
    int spooledMessages() {
        return spools.openCount();
    }
}
