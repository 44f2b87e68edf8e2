package org.smtpconnector.adapter.session;

import io.netty.channel.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smtpconnector.adapter.tls.ServerTls;

/** The TLS of a listener's connections. Safe for use by several threads. */
public final class ListenerTls implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerTls.class.getName());

    private final ServerTls certificates;
    private final boolean implicit;
    private final Duration timeout;
    private final Executor handshakes;
    private final Executor files;
    private final AtomicBoolean refreshing = new AtomicBoolean();

    /**
     * @param implicit whether connections begin with TLS
     * @param timeout for a handshake
     * @param handshakes runs the computations of a handshake
     * @param files looks at the files of the certificates, one task at a time; another one, as a file system may not answer
     */
    public ListenerTls(
            ServerTls certificates, boolean implicit, Duration timeout, Executor handshakes, Executor files) {
        this.certificates = certificates;
        this.implicit = implicit;
        this.timeout = timeout;
        this.handshakes = handshakes;
        this.files = files;
    }

    /** Tells whether connections begin with TLS (RFC 8314 section 3). */
    public boolean isImplicit() {
        return implicit;
    }

    /** Begins the handshake; how it ends is an event in the channel's pipeline. On the channel's event loop. */
    public ConnectionTls begin(Channel channel) {
        return new ConnectionTls(channel, certificates.newEngine(), timeout, handshakes);
    }

    /** Looks whether there are other certificates now; on another thread, since it reads files. */
    public void refresh() {
        if (!refreshing.compareAndSet(false, true)) {
            return; // a file system that does not answer must not cost a thread each time
        }
        try {
            files.execute(() -> {
                try {
                    certificates.refresh();
                } finally {
                    refreshing.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            refreshing.set(false);
            LOG.log(Level.DEBUG, "No thread to look at certificates; trying again later", e);
        }
    }

    /** Gives back what the certificates hold besides the heap; connections that have begun TLS go on. */
    @Override
    public void close() {
        certificates.close();
    }
}
