package org.smtpconnector.it.conformance.cases;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.smtpconnector.it.inbox.SmtpConnection;

/** A client that sends messages until its connection ends, and remembers which of them were acknowledged. */
final class Sender implements Runnable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final InetSocketAddress listener;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Sender(InetSocketAddress listener) {
        this.listener = listener;
    }

    /** Returns the subjects of the messages that the client has heard 250 for. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Returns whether the client sends no more. */
    boolean hasEnded() {
        return ended;
    }

    /** Sends until the server ends the connection, or stops to take mail. */
    @Override
    public void run() {
        try (SmtpConnection connection = new SmtpConnection(listener)) {
            while (true) {
                String subject = "load-" + NUMBERS.incrementAndGet();
                if (!connection.deliver(subject, "ok@plain.example").startsWith("250")) {
                    return;
                }
                acknowledged.add(subject);
            }
        } catch (IOException | AssertionError e) {
            // The server is gone, or takes no connection, as the case wants it: what was acknowledged before counts.
        } finally {
            ended = true;
        }
    }

    /** Sends one message and returns the reply to its end, or the one that has prevented it. */
    static String send(InetSocketAddress listener, String subject, String recipient) {
        try (SmtpConnection connection = new SmtpConnection(listener)) {
            return connection.deliver(subject, recipient);
        } catch (IOException | AssertionError e) {
            return e.toString();
        }
    }
}
