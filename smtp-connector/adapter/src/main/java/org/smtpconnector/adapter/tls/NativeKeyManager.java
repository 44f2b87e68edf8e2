package org.smtpconnector.adapter.tls;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;

/**
 * Chooses the certificate for BoringSSL, which does not ask for one type of key after the other: it takes the first certificate whose
 * signature the client can verify.
 */
final class NativeKeyManager extends ServerKeyManager {

    NativeKeyManager(List<ServerCertificate> certificates) {
        super(certificates);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        ExtendedSSLSession session = (ExtendedSSLSession) engine.getHandshakeSession();
        List<ServerCertificate> wanted = wanted(session);
        List<String> verified = Arrays.asList(session.getPeerSupportedSignatureAlgorithms());
        return alias(wanted.stream()
                .filter(one -> verified.stream().anyMatch(name -> name.contains("with" + algorithm(one))))
                .findFirst()
                .orElse(wanted.get(0)));
    }

    /** Returns the part of a signature algorithm's name that tells the type of key. */
    private static String algorithm(ServerCertificate certificate) {
        return certificate.isOfType("EC")
                ? "ECDSA"
                : certificate.leaf().getPublicKey().getAlgorithm();
    }
}
