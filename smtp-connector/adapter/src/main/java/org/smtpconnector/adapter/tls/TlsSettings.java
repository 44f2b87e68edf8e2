package org.smtpconnector.adapter.tls;

import java.util.List;
import java.util.Set;

/**
 * The settings of TLS.
 *
 * @param provider never {@link TlsProvider#AUTO}; {@link TlsProvider#NATIVE} only where it loads
 * @param files not null
 * @param selfSignedNames what a certificate is made out to if there is none: host names and addresses, the first of which
 *     becomes the common name; at least one
 * @param protocols the versions of TLS, as JSSE calls them; at least one
 * @param ciphers the cipher suites, as JSSE calls them, the preferred one first; at least one
 */
public record TlsSettings(
        TlsProvider provider,
        TlsFiles files,
        Set<String> selfSignedNames,
        List<String> protocols,
        List<String> ciphers,
        ClientAuth clientAuth) {}
