package org.smtpconnector.it.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands between a client and the server and records what the client says, octet by octet: what a client makes of its input is
 * its own business, and only what it really sent can be compared with what was received.
 */
final class RecordingProxy implements AutoCloseable {

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<byte[]>> conversations = new ArrayList<>();

    RecordingProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Future<?> unused = threads.submit(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits for the end of each connection, and returns the octets of each. */
    synchronized List<byte[]> conversations() throws InterruptedException, ExecutionException, TimeoutException {
        List<byte[]> said = new ArrayList<>();
        for (CompletableFuture<byte[]> conversation : conversations) {
            said.add(conversation.get(30, TimeUnit.SECONDS));
        }
        return said;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            CompletableFuture<byte[]> conversation = new CompletableFuture<>();
            synchronized (this) {
                conversations.add(conversation);
            }
            Future<?> unused = threads.submit(() -> converse(client, conversation));
        }
    }

    private void converse(Socket client, CompletableFuture<byte[]> conversation) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (client;
                Socket upstream = new Socket()) {
            upstream.connect(server);
            Future<?> replies = threads.submit(() -> copy(upstream, client, OutputStream.nullOutputStream()));
            try {
                copy(client, upstream, said);
            } catch (SocketException e) {
                // smtp-source leaves without reading the reply to its QUIT: that resets the connection.
                // Whether the message was complete by then, shows in the recording.
            }
            conversation.complete(said.toByteArray());
            upstream.shutdownOutput();
            replies.get();
        } catch (IOException | InterruptedException | ExecutionException e) {
            conversation.completeExceptionally(e);
        }
    }

    private static Void copy(Socket from, Socket to, OutputStream record) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            record.write(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
