package org.smtpconnector.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A way to load a server: Postfix's {@code smtp-source} with its options, or {@link LoadClient} for what {@code smtp-source} cannot do. */
enum Load {
    CONNECTIONS("a connection for each message") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            return smtpSource(port, 15_000, "-s", SESSIONS, "-l", KIBIBYTE);
        }
    },
    SESSIONS_THAT_LAST("20 connections that last, command by command") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            return smtpSource(port, 40_000, "-d", "-s", SESSIONS, "-l", KIBIBYTE);
        }
    },
    PIPELINED("20 connections that last, pipelined (RFC 2920)") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            try (LoadClient client = new LoadClient(port, CONNECTIONS_AT_ONCE)) {
                return client.pipelined(SECONDS);
            }
        }
    },
    RECIPIENTS("100 recipients, command by command") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            return smtpSource(port, 2_000, "-d", "-s", SESSIONS, "-l", KIBIBYTE, "-r", "100");
        }
    },
    LARGE("1 MiB, 4 connections") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            return smtpSource(port, 1_000, "-d", "-s", "4", "-l", "1048576");
        }
    },
    STEADY("500 messages a second, each envelope in one piece") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            try (LoadClient client = new LoadClient(port, CONNECTIONS_AT_ONCE)) {
                return client.steady(500, SECONDS);
            }
        }
    },
    BESIDE_IDLE("20 connections that last, beside 10,000 that are idle") {
        @Override
        Result on(int port) throws IOException, InterruptedException {
            return SESSIONS_THAT_LAST.on(port);
        }

        @Override
        int idle() {
            return 10_000;
        }
    };

    static final int CONNECTIONS_AT_ONCE = 20;

    private static final int SECONDS = 3;
    private static final String SESSIONS = String.valueOf(CONNECTIONS_AT_ONCE);
    private static final String KIBIBYTE = "1024";

    private final String title;

    Load(String title) {
        this.title = title;
    }

    /**
     * The outcome of a load.
     *
     * @param messages the number of messages that were accepted
     * @param median milliseconds from the time at which a message was due to its 250; 0 if messages were not due at any time
     * @param late the same, in 99 of 100 cases no more than this
     */
    record Result(int messages, double median, double late) {}

    String title() {
        return title;
    }

    /** Returns the number of idle sessions that are there meanwhile; 0 for most loads. */
    int idle() {
        return 0;
    }

    /**
     * Loads a server on loopback.
     *
     * @throws IllegalStateException if a message was not accepted
     */
    abstract Result on(int port) throws IOException, InterruptedException;

    private static Result smtpSource(int port, int messages, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/sbin/smtp-source", "-m", String.valueOf(messages)));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", "sender@example.org", "-t", "recipient@example.org", "127.0.0.1:" + port));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("smtp-source ended with status " + status);
        }
        return new Result(messages, 0, 0);
    }
}
