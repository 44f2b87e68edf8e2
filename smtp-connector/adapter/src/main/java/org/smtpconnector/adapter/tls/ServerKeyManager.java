package org.smtpconnector.adapter.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses the certificate for the name that the client asks for (RFC 6066 section 3). If the client asks for no name, or for one
 * without a certificate, it is the first certificate, or one for the same names with a key that the client prefers.
 */
class ServerKeyManager extends X509ExtendedKeyManager {

    private final List<ServerCertificate> certificates;
    private final List<ServerCertificate> standard;

    /**
     * Creates a key manager.
     *
     * @param certificates at least one
     */
    ServerKeyManager(List<ServerCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
        ServerCertificate first = certificates.get(0);
        this.standard = certificates.stream()
                .filter(other -> other.equals(first) || first.names().equals(other.names()))
                .toList();
    }

    /** Returns a certificate with one type of key; JSSE asks for one type after the other, the client's favourite first. */
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return wanted((ExtendedSSLSession) engine.getHandshakeSession()).stream()
                .filter(one -> one.isOfType(keyType))
                .findFirst()
                .map(this::alias)
                .orElse(null);
    }

    /** Returns the certificates for the name that the client asks for, else the standard ones; at least one. */
    final List<ServerCertificate> wanted(ExtendedSSLSession session) {
        String host = requestedName(session);
        if (host == null) {
            return standard;
        }
        List<ServerCertificate> wanted =
                certificates.stream().filter(one -> one.isFor(host)).toList();
        return wanted.isEmpty() ? standard : wanted;
    }

    final String alias(ServerCertificate certificate) {
        return String.valueOf(certificates.indexOf(certificate));
    }

    /**
     * Returns the host that the client has asked for.
     *
     * @return in lower case; null if it has asked for none, or for one that is no host name
     */
    static String requestedName(ExtendedSSLSession session) {
        try {
            return session.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            // An engine that is not the JDK's takes any name, and fails only when it has to show the name.
            return null;
        }
    }

    private ServerCertificate certificate(String alias) {
        return certificates.get(Integer.parseInt(alias));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificate(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificate(alias).key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return IntStream.range(0, certificates.size())
                .filter(i -> certificates.get(i).isOfType(keyType))
                .mapToObj(String::valueOf)
                .toArray(String[]::new);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("Only engines, no sockets");
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("Only for servers");
    }
}
