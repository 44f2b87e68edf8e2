package org.smtpconnector.it.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An address by which other machines reach this one, if it has one: the server listens there too, as one does that is not for
 * its own machine only.
 */
final class OtherAddress {

    private final Optional<InetAddress> address;
    private final int port;

    OtherAddress(int port) {
        this.port = port;
        try {
            this.address = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(found ->
                            found instanceof Inet4Address && !found.isLoopbackAddress() && !found.isLinkLocalAddress())
                    .findFirst();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<URI> page() {
        return address.map(host -> URI.create("http://" + host.getHostAddress() + ':' + port + '/'));
    }

    /** The files for the start of a server, and the command that has it listen there. */
    Path resources(Path originals, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(originals)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path commands = copy.resolve("pre-boot.txt");
        String listener = address.map(host -> "create-network-listener --address=" + host.getHostAddress()
                        + " --listenerport=" + port + " --protocol=http-listener other-address\n")
                .orElse("");
        Files.writeString(commands, Files.readString(commands).stripTrailing() + '\n' + listener);
        return copy;
    }
}
