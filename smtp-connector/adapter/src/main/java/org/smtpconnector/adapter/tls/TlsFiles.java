package org.smtpconnector.adapter.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.smtpconnector.protocol.Secret;

/**
 * The files of certificates and keys.
 *
 * @param certificates PEM files, each with a certificate of the server's and then those that lead to its issuer; may have the
 *     private key, too
 * @param privateKeys PEM files, in any order: each key belongs to the certificate that it fits
 * @param privateKeyPassword for the keys that are encrypted
 * @param keyStore PKCS #12: a certificate for each of its private keys
 * @param keyStorePassword of the store and of its keys
 * @param trusted PEM files of certificates, one of which must have issued a client's
 */
public record TlsFiles(
        List<Path> certificates,
        List<Path> privateKeys,
        Optional<Secret> privateKeyPassword,
        Optional<Path> keyStore,
        Optional<Secret> keyStorePassword,
        List<Path> trusted) {

    /** Octets of a file that are read. Real certificates and keys are shorter. */
    private static final int MAX_FILE = 1 << 20;

    /** Copies the lists. */
    public TlsFiles {
        certificates = List.copyOf(certificates);
        privateKeys = List.copyOf(privateKeys);
        trusted = List.copyOf(trusted);
    }

    /** Returns whether there is neither certificate nor key store, so that a certificate has to be made. */
    public boolean isWithoutCertificate() {
        return certificates.isEmpty() && keyStore.isEmpty();
    }

    /** Reads all files at one moment. */
    Contents read() {
        Map<Path, byte[]> octets = new LinkedHashMap<>();
        Stream.of(certificates, privateKeys, trusted, keyStore.stream().toList())
                .flatMap(List::stream)
                .distinct()
                .forEach(file -> octets.put(file, read(file)));
        return new Contents(octets);
    }

    /** Returns an empty array if the file cannot be read: it then lacks what is looked for. */
    private static byte[] read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_FILE);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The contents of the files. */
    static final class Contents {

        private final Map<Path, byte[]> octets;

        private Contents(Map<Path, byte[]> octets) {
            this.octets = octets;
        }

        byte[] of(Path file) {
            return octets.get(file);
        }

        /** Returns a digest that differs if the contents do. */
        byte[] digest() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (byte[] content : octets.values()) {
                    digest.update(MessageDigest.getInstance("SHA-256").digest(content));
                }
                return digest.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }

        /** Returns whether the files have the same contents as before. */
        boolean isSame(Contents other) {
            return Arrays.equals(digest(), other.digest());
        }
    }
}
