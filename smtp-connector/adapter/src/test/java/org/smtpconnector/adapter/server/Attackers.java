package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own that abuses a server, so that its sockets do not count as the server's: says {@code ready} when it is
 * at it, and ends when its input does. Its connections come from many of this machine's addresses.
 */
final class Attackers {

    private static final int PER_ADDRESS = 50;

    private final InetSocketAddress server;
    private final List<SocketChannel> channels = new ArrayList<>();

    private Attackers(int port) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Arguments: what to do, how often, the server's port. */
    public static void main(String[] args) throws Exception {
        Attackers attackers = new Attackers(Integer.parseInt(args[2]));
        int count = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "idle" -> attackers.idle(count);
            case "slow" -> attackers.slow(count);
            case "flood" -> attackers.flood(count);
            case "drop" -> attackers.drop(count);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private SocketChannel connect(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        int address = number / PER_ADDRESS;
        byte[] from = {127, 1, (byte) (address / 250), (byte) (1 + address % 250)};
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
        channel.connect(server);
        return channel;
    }

    /** Connects and greets, and then says nothing. */
    private void idle(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = connect(i);
            channels.add(channel);
            expect(channel, "220");
            say(channel, "EHLO c.example\r\n");
            expect(channel, "250");
        }
        untilEnd(() -> {});
    }

    /** Begins a message, and sends an octet of it each second. */
    private void slow(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = connect(i);
            channels.add(channel);
            expect(channel, "220");
            say(channel, "HELO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
            expect(channel, "354");
        }
        untilEnd(() -> channels.removeIf(channel -> !trySay(channel, ByteBuffer.wrap(new byte[] {'x'}))));
    }

    /** Sends commands as fast as they are taken, and reads no reply. */
    private void flood(int count) throws IOException {
        byte[] commands = "NOOP\r\n".repeat(10_000).getBytes(US_ASCII);
        List<ByteBuffer> unsent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = connect(i);
            channels.add(channel);
            expect(channel, "220");
            say(channel, "HELO c.example\r\n");
            channel.configureBlocking(false);
            unsent.add(ByteBuffer.wrap(commands));
        }
        untilEnd(() -> {
            for (int i = 0; i < count; i++) {
                ByteBuffer buffer = unsent.get(i);
                int before;
                do {
                    before = buffer.remaining();
                    trySay(channels.get(i), buffer);
                } while (buffer.hasRemaining() && buffer.remaining() < before);
                if (!buffer.hasRemaining()) {
                    buffer.rewind();
                }
            }
        });
    }

    /** Connects and goes: before the greeting or in the middle of a command, with and without a reset. */
    private void drop(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (SocketChannel channel = connect(i)) {
                if (i % 2 == 0) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                if (i % 3 != 0) {
                    expect(channel, "220");
                    say(channel, "EHLO c.example\r\nMAIL FR");
                }
            }
        }
        untilEnd(() -> {});
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    /** False if the server has gone. */
    private static boolean trySay(SocketChannel channel, ByteBuffer octets) {
        try {
            channel.write(octets);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void expect(SocketChannel channel, String code) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(4096);
        String said = "";
        while (!said.contains(code + ' ')) {
            if (channel.read(read) < 0) {
                throw new IOException("Expected " + code + ", and the server said: " + said);
            }
            said = new String(read.array(), 0, read.position(), US_ASCII);
        }
    }

    private void untilEnd(Runnable eachSecond) throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Future<?> attack = timer.scheduleAtFixedRate(eachSecond, 0, 1, TimeUnit.SECONDS);
        try {
            System.out.println("ready");
            System.in.read();
        } finally {
            attack.cancel(true);
            timer.shutdown();
        }
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
