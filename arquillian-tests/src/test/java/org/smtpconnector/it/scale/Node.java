package org.smtpconnector.it.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.it.samples.SampleServer;

/** One of several connectors behind a balancer, as {@code docs/scale-out.md} configures it. */
final class Node {

    private Node() {}

    static SampleServer start(
            Path folder, List<Path> archives, int httpPort, int smtpPort, Duration processing, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "-Dsmtp.proxy-protocol=required",
                "-Dsmtp.proxy-protocol.trusted-networks=127.0.0.1",
                "-Dsmtp.timeout.processing=" + processing));
        all.addAll(List.of(arguments));
        return SampleServer.start(folder, archives, httpPort, smtpPort, all.toArray(String[]::new));
    }
}
