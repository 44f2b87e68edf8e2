package org.smtpconnector.adapter.server;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.server.ListenAddresses.Target;

/** The server sockets of one listener. The methods run on the event loops and block their callers. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class ServerSockets {

    private static final Logger LOG = System.getLogger(ServerSockets.class.getName());
    private static final long LOOP_SECONDS = 10;

    private final ListenerSettings settings;
    private final EventLoops loops;
    private final List<ServerSocketChannel> channels = new CopyOnWriteArrayList<>();
    private volatile List<InetSocketAddress> addresses = List.of();

    ServerSockets(ListenerSettings settings, EventLoops loops) {
        this.settings = settings;
        this.loops = loops;
    }

    /**
     * Binds every host with every port, or none, whatever fails. No connection is accepted before {@link #accept}.
     *
     * @param acceptors makes the handler of each socket
     * @throws ServerBindException with everything that is wrong
     */
    void bind(Supplier<ChannelHandler> acceptors) throws ServerBindException {
        ListenAddresses wanted = new ListenAddresses(settings);
        BindFailures failures = new BindFailures(settings);
        wanted.errors().forEach(failures::add);
        boolean bound = false;
        try {
            if (failures.isEmpty()) {
                for (Target target : wanted.targets()) {
                    bind(target, acceptors, failures);
                }
            }
            failures.throwIfAny();
            addresses = channels.stream().map(ServerSocketChannel::localAddress).toList();
            bound = true;
        } finally {
            if (!bound) {
                close();
            }
        }
    }

    private void bind(Target target, Supplier<ChannelHandler> acceptors, BindFailures failures)
            throws ServerBindException {
        try {
            channels.add(open(target.address(), acceptors.get()));
            failures.bound(target);
        } catch (ExecutionException e) {
            failures.add(target, e.getCause());
        }
    }

    private ServerSocketChannel open(InetSocketAddress address, ChannelHandler acceptor)
            throws ExecutionException, ServerBindException {
        SingleThreadEventLoop loop = loops.next();
        CompletableFuture<ServerSocketChannel> opened = new CompletableFuture<>();
        try {
            loop.execute(() -> open(loop, address, settings.get(BindingKeys.BACKLOG), acceptor, opened));
            return opened.get(LOOP_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            // Should the loop come to it after all, the socket must not stay behind.
            var unused = opened.whenComplete((channel, failure) -> {
                if (channel != null) {
                    channel.close();
                }
            });
            throw new ServerBindException(
                    settings.key(BindingKeys.PORT) + ": " + address.getPort()
                            + " cannot be bound, because the event loop does not run; is there a free thread for it?",
                    e);
        } catch (InterruptedException e) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw new ServerBindException(
                    settings.key(BindingKeys.PORT) + ": interrupted while binding " + address.getPort(), e);
        }
    }

    /** On the loop. */
    private static void open(
            SingleThreadEventLoop loop,
            InetSocketAddress address,
            int backlog,
            ChannelHandler acceptor,
            CompletableFuture<ServerSocketChannel> opened) {
        NioServerSocketChannel channel = null;
        try {
            channel = new NioServerSocketChannel();
            // A restart must not wait for the old connections' TIME_WAIT to pass.
            channel.config().setReuseAddress(true);
            // The kernel queues early clients until accept(), in place of refusing them.
            channel.config().setAutoRead(false);
            channel.config().setBacklog(backlog);
            channel.pipeline().addLast(acceptor);
            ServerSocketChannel opening = channel;
            ChannelFuture registered = loop.register(channel);
            ChannelFuture bound = registered.isSuccess() ? channel.bind(address) : registered;
            bound.addListener(done -> {
                if (done.isSuccess()) {
                    if (!opened.complete(opening)) {
                        opening.close(); // the caller was interrupted
                    }
                } else {
                    opened.completeExceptionally(done.cause());
                    opening.unsafe().closeForcibly();
                }
            });
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
            if (channel != null) {
                channel.unsafe().closeForcibly();
            }
        }
    }

    /** Starts to accept connections. */
    void accept() {
        for (ServerSocketChannel channel : channels) {
            channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        }
    }

    /** Closes all sockets; the ports are free when this returns. */
    void close() {
        CompletableFuture<?>[] closed =
                channels.stream().map(ServerSockets::close).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(closed).get(LOOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Listener " + settings.name() + " could not be closed in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> close(ServerSocketChannel channel) {
        CompletableFuture<Void> freed = new CompletableFuture<>();
        SingleThreadEventLoop loop = (SingleThreadEventLoop) channel.eventLoop();
        try {
            loop.execute(() -> channel.close().addListener(closed -> afterSelect(loop, () -> freed.complete(null))));
        } catch (RejectedExecutionException e) {
            freed.complete(null); // the loop closed it when it ended
        }
        return freed;
    }

    /**
     * Runs a task after the loop's selector has been asked again. The JDK keeps the descriptor of a closed channel, and so
     * its port, until its selector has let go of the key, which it does at its next selection.
     */
    private static void afterSelect(SingleThreadEventLoop loop, Runnable task) {
        loop.executeAfterEventLoopIteration(() -> loop.execute(task));
    }

    /** Returns the bound addresses; empty before {@link #bind}. */
    List<InetSocketAddress> addresses() {
        return addresses;
    }
}
