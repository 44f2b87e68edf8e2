package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out free ports of the loopback address. They are below those that the system takes for outgoing connections, so that no
 * connection takes one between now and the server's start; each test process has a range of its own.
 */
public final class Ports {

    private static final int PER_PROCESS = 400;

    private static final AtomicInteger NEXT = new AtomicInteger(
            Integer.getInteger("test.ports.from", 20_000) + PER_PROCESS * Integer.getInteger("test.fork", 0));

    private Ports() {}

    /** Returns a port on which nothing listens; no other call returns the same. */
    public static int free() {
        while (true) {
            int port = NEXT.getAndIncrement();
            if (isFree(port)) {
                return port;
            }
        }
    }

    /** Returns whether a server could bind the port. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true); // a connection of an earlier run in TIME_WAIT does no harm
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
