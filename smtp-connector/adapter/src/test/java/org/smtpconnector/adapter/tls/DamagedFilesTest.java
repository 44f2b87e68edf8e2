package org.smtpconnector.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.smtpconnector.adapter.tls.TestFiles.file;
import static org.smtpconnector.adapter.tls.TestFiles.pem;
import static org.smtpconnector.adapter.tls.TestFiles.settings;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.protocol.Secret;

/** Whatever is in a file, it can be used, or the configuration is told to be wrong: nothing else is thrown. */
class DamagedFilesTest {

    @TempDir
    private Path directory;

    private Path write(String label, byte[] der) throws Exception {
        return Files.writeString(
                directory.resolve("damaged.pem"),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa-pkcs8.key, true",
        "rsa.crt, rsa-pkcs8.key, false",
        "rsa.crt, rsa-pkcs1.key, false",
        "ec.crt, ec-pkcs8.key, true",
        "ec.crt, ec-pkcs8.key, false",
        "ed25519.crt, ed25519.key, true",
        "ed25519.crt, ed25519.key, false"
    })
    void octetsThatAreChanged(String certificate, String key, boolean damageCertificate) throws Exception {
        Path original = file(damageCertificate ? certificate : key);
        Pem block = Pem.blocks(Files.readAllBytes(original)).get(0);
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            byte[] der = block.der().clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                der[random.nextInt(der.length)] = (byte) random.nextInt(256);
            }
            Path damaged = write(block.label(), der);
            TlsFiles files = damageCertificate
                    ? pem(List.of(damaged), List.of(file(key)), null)
                    : pem(List.of(file(certificate)), List.of(damaged), null);
            try {
                ServerTls.check(settings(files));
            } catch (TlsException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    /** As {@code openssl pkcs12 -export -nocerts} makes it. */
    @Test
    void aKeyStoreWithAKeyThatHasNoCertificate() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] encrypted =
                Pem.blocks(Files.readAllBytes(file("rsa-encrypted.key"))).get(0).der();
        store.setKeyEntry("alone", encrypted, null);
        Path file = directory.resolve("alone.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        TlsFiles files = new TlsFiles(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(file),
                Optional.of(new Secret("secret")),
                List.of());
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> ServerTls.check(settings(files)))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(TlsException.Problem::part)
                        .containsExactly(Part.KEY_STORE));
    }

    @Test
    void anEncryptedKeyWithoutTheParametersOfItsEncryption() throws Exception {
        byte[] der = Der.sequence(Der.sequence(Der.oid("1.2.840.113549.1.5.13")), Der.octets(new byte[64]));
        TlsFiles files = pem(List.of(file("rsa.crt")), List.of(write("ENCRYPTED PRIVATE KEY", der)), "secret");
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> ServerTls.check(settings(files)))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(TlsException.Problem::part)
                        .containsExactly(Part.PRIVATE_KEYS));
    }
}
