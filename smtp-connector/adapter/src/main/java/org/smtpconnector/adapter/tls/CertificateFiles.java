package org.smtpconnector.adapter.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.adapter.tls.TlsException.Problem;

/** Reads PEM files: certificates with the keys that match them. Every problem is added to a list. */
final class CertificateFiles {

    private final TlsFiles files;
    private final TlsFiles.Contents contents;
    private final List<Problem> problems;
    private final char[] password;
    private final Map<PrivateKey, Path> keys = new LinkedHashMap<>();

    CertificateFiles(TlsFiles files, TlsFiles.Contents contents, List<Problem> problems) {
        this.files = files;
        this.contents = contents;
        this.problems = problems;
        this.password = files.privateKeyPassword()
                .map(secret -> secret.reveal().toCharArray())
                .orElse(null);
    }

    /** Returns the certificates of the server, in the order of their files. */
    List<ServerCertificate> serverCertificates() {
        int before = problems.size();
        files.privateKeys().forEach(file -> readKeys(file, Part.PRIVATE_KEYS));
        files.certificates().stream()
                .filter(file -> !files.privateKeys().contains(file))
                .forEach(file -> readKeys(file, Part.CERTIFICATES));
        boolean allKeys = problems.size() == before;
        List<PrivateKey> unused = new ArrayList<>(keys.keySet());
        List<ServerCertificate> found = new ArrayList<>();
        for (Path file : files.certificates()) {
            List<X509Certificate> certificates = certificates(file, Part.CERTIFICATES);
            if (certificates.isEmpty()) {
                continue;
            }
            ServerCertificate certificate = withKey(certificates);
            if (certificate != null) {
                found.add(certificate);
                unused.remove(certificate.key());
            } else if (allKeys) {
                problem(
                        Part.CERTIFICATES,
                        "a certificate whose private key is there, too; of the " + keys.size()
                                + " private keys none fits one in " + file);
            }
        }
        if (problems.size() == before) {
            unused.forEach(key -> problem(
                    Part.PRIVATE_KEYS,
                    "keys of the certificates; the one in " + keys.get(key) + " belongs to none of them"));
        }
        return found;
    }

    /** Returns all certificates in the files of trusted ones. */
    List<X509Certificate> trusted() {
        return files.trusted().stream()
                .flatMap(file -> certificates(file, Part.TRUSTED).stream())
                .toList();
    }

    private ServerCertificate withKey(List<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            for (PrivateKey key : keys.keySet()) {
                if (PrivateKeys.matches(key, certificate.getPublicKey())) {
                    return ServerCertificate.of(chain(certificate, certificates), key);
                }
            }
        }
        return null;
    }

    /** Returns the chain of a certificate: each one certifies the one before it (RFC 8446 section 4.4.2). Others are left out. */
    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate last = own;
        while (last != null && !chain.contains(last)) {
            chain.add(last);
            X509Certificate issued = last;
            last = certificates.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
                    .findFirst()
                    .orElse(null);
        }
        return chain;
    }

    private void readKeys(Path file, Part part) {
        List<Pem> blocks = Pem.blocks(contents.of(file));
        List<Pem> found = blocks.stream().filter(PrivateKeys::isPrivateKey).toList();
        if (found.isEmpty() && part == Part.PRIVATE_KEYS) {
            problem(part, "a PEM file with a private key; there is none in " + file);
        }
        for (Pem block : found) {
            if (PrivateKeys.isEncrypted(block) && files.privateKeyPassword().isEmpty()) {
                problem(
                        Part.PRIVATE_KEY_PASSWORD,
                        "the password of the private key in " + file + ", which is encrypted");
                continue;
            }
            try {
                keys.put(PrivateKeys.read(block, blocks, password), file);
            } catch (PrivateKeys.WrongPasswordException e) {
                problem(
                        Part.PRIVATE_KEY_PASSWORD,
                        "the password of the private key in " + file + "; it is another one");
            } catch (GeneralSecurityException e) {
                problem(
                        part,
                        "a private key (RSA, EC or EdDSA) in PKCS #8, PKCS #1 or SEC 1; the one in " + file
                                + " is none that can be read (openssl pkcs8 -topk8 can convert most)");
            }
        }
    }

    private List<X509Certificate> certificates(Path file, Part part) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.blocks(contents.of(file))) {
            if (block.label().equals("CERTIFICATE")) {
                X509Certificate certificate = certificate(block);
                if (certificate == null) {
                    problem(part, "certificates in PEM; one in " + file + " cannot be read");
                    return List.of();
                }
                certificates.add(certificate);
            }
        }
        if (certificates.isEmpty()) {
            problem(part, "a PEM file with certificates; there is none in " + file);
        }
        return certificates;
    }

    private static X509Certificate certificate(Pem block) {
        try {
            return block.der() == null
                    ? null
                    : (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            return null;
        }
    }

    private void problem(Part part, String expectation) {
        problems.add(new Problem(part, expectation));
    }
}
