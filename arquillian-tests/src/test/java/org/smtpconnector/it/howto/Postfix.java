package org.smtpconnector.it.howto;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.SmtpConnection;

/** A Postfix of the test's own, with a folder for its configuration, queue and log. */
final class Postfix implements AutoCloseable {

    /** The lines of {@code master.cf} but for that of the listener; nothing runs in a chroot. */
    private static final String SERVICES =
            """
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            lmtp unix - - n - - lmtp
            smtp unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            """;

    private final Path configuration;
    private final int port;

    /** Skips the test where there is no Postfix, or where it cannot be started. */
    static void require() {
        Program.require("postfix", "postfix");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "Postfix is started by root only");
    }

    /** Starts it with lines of main.cf beside those that any Postfix of a test needs. */
    Postfix(Path folder, int port, String lines) throws IOException, InterruptedException {
        this.port = port;
        // Postfix's processes run as a user of their own.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        configuration = Files.createDirectory(folder.resolve("postfix"));
        Path queue = Files.createDirectory(folder.resolve("queue"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Files.writeString(
                configuration.resolve("main.cf"),
                String.join(
                        "\n",
                        "compatibility_level = 3.6",
                        "queue_directory = " + queue,
                        "data_directory = " + data,
                        "maillog_file = " + folder.resolve("postfix.log"),
                        "maillog_file_prefixes = " + folder,
                        "myhostname = mx.example.org",
                        "mydestination =",
                        "mynetworks =",
                        "alias_maps =",
                        "inet_interfaces = 127.0.0.1",
                        lines));
        Files.writeString(
                configuration.resolve("master.cf"), "127.0.0.1:" + port + " inet n - n - - smtpd\n" + SERVICES);
        run("postfix", "start");
    }

    SmtpConnection connect() throws IOException {
        return new SmtpConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Lets it try again what it keeps. */
    void flush() throws IOException, InterruptedException {
        run("postqueue", "-f");
    }

    /** Returns what it keeps, as {@code mailq} shows it. */
    String queue() throws IOException, InterruptedException {
        return run("postqueue", "-p");
    }

    private String run(String program, String argument) throws IOException, InterruptedException {
        Program.Result result =
                Program.run(Path.of("/dev/null"), List.of(program, "-c", configuration.toString(), argument));
        if (result.status() != 0) {
            throw new IllegalStateException(program + " " + argument + " has failed: " + result.output());
        }
        return result.output();
    }

    @Override
    public void close() throws IOException {
        try {
            run("postfix", "stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
