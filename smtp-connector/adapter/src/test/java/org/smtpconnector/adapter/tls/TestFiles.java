package org.smtpconnector.adapter.tls;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.protocol.Secret;

/**
 * Certificates and keys made with openssl. {@code server} and {@code client} are issued by {@code ca}, the others sign
 * themselves; the password is always {@code secret}.
 */
public final class TestFiles {

    private TestFiles() {}

    public static Path file(String name) {
        try {
            return Path.of(TestFiles.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files(String... names) {
        return Arrays.stream(names).map(TestFiles::file).toList();
    }

    static TlsFiles pem(List<Path> certificates, List<Path> keys, String password) {
        return new TlsFiles(
                certificates,
                keys,
                Optional.ofNullable(password).map(Secret::new),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static TlsFiles none() {
        return pem(List.of(), List.of(), null);
    }

    static TlsSettings settings(TlsFiles files) {
        return settings(files, ClientAuth.NONE);
    }

    static TlsSettings settings(TlsFiles files, ClientAuth clientAuth) {
        return new TlsSettings(
                files, Set.of("mx.example.org"), TlsPreset.MODERN.protocols(), TlsPreset.MODERN.ciphers(), clientAuth);
    }
}
