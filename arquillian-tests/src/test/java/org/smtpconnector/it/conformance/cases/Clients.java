package org.smtpconnector.it.conformance.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.smtpconnector.it.inbox.Program;

/** Looks at a server from outside: at its ports, and at its virtual machine with the JDK's means. */
final class Clients {

    private static final int TIMEOUT_MILLIS = 10_000;

    private Clients() {}

    /** Returns whether somebody listens. */
    static boolean connects(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns how many class loaders have a class of that name, after a collection of garbage. */
    static long classes(long pid, String name) {
        jcmd(pid, "GC.run");
        return jcmd(pid, "VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.endsWith(" " + name))
                .count();
    }

    /** Returns the stacks of all threads. */
    static String stacks(long pid) {
        return jcmd(pid, "Thread.print");
    }

    private static String jcmd(long pid, String... command) {
        try {
            Program.Result result = Program.run(
                    Path.of("/dev/null"),
                    Stream.concat(
                                    Stream.of(
                                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                                    .toString(),
                                            String.valueOf(pid)),
                                    Stream.of(command))
                            .toList());
            if (result.status() != 0) {
                throw new AssertionError(result.output());
            }
            return result.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
