package org.smtpconnector.adapter.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.adapter.tls.TlsException.Problem;

/** Reads PKCS #12 files (RFC 7292): certificates with their keys. */
final class KeyStoreFile {

    private KeyStoreFile() {}

    /** Returns the certificates of all private keys, in the order of their aliases, and adds what is wrong to the problems. */
    static List<ServerCertificate> read(Path file, byte[] content, char[] password, List<Problem> problems) {
        List<ServerCertificate> found = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            for (String alias : aliases) {
                Certificate[] chain = store.getCertificateChain(alias); // null if the key has no certificate
                if (chain != null && store.getKey(alias, password) instanceof PrivateKey key) {
                    found.add(ServerCertificate.of(certificates(chain), key));
                }
            }
            if (found.isEmpty()) {
                problems.add(new Problem(
                        Part.KEY_STORE,
                        "a PKCS #12 file with a private key and its certificate; " + file + " has none"));
            }
        } catch (IOException | GeneralSecurityException e) {
            boolean wrongPassword =
                    e.getCause() instanceof UnrecoverableKeyException || e instanceof UnrecoverableKeyException;
            problems.add(
                    wrongPassword
                            ? new Problem(
                                    Part.KEY_STORE_PASSWORD,
                                    "the password of " + file + " and of its keys; it is another one")
                            : new Problem(Part.KEY_STORE, "a PKCS #12 file; " + file + " cannot be read as one"));
        }
        return found;
    }

    private static List<X509Certificate> certificates(Certificate[] chain) {
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
