package org.smtpconnector.api;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The TLS session of a connection, as it was negotiated. Immutable.
 *
 * @param protocol as JSSE calls it, for example {@code TLSv1.3}; not null
 * @param cipherSuite as JSSE calls it, for example {@code TLS_AES_256_GCM_SHA384}; not null
 * @param serverName the name that the client asked for (RFC 6066 section 3), empty if it named none
 * @param clientCertificates the client's chain, its own certificate first, verified against the listener's trusted ones;
 *     empty if it showed none
 */
public record SmtpTls(
        String protocol, String cipherSuite, Optional<String> serverName, List<X509Certificate> clientCertificates) {

    /** Checks that nothing is null, and copies the list. */
    public SmtpTls {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(cipherSuite, "cipherSuite");
        Objects.requireNonNull(serverName, "serverName");
        clientCertificates = List.copyOf(clientCertificates);
    }
}
