package org.smtpconnector.adapter.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * A certificate of the server with its private key.
 *
 * @param chain the certificate of the server, then the issuer of each; at least one
 * @param names the host names of the certificate, in lower case; {@code *.} may stand for one label
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key, Set<String> names) {

    private static final Integer DNS_NAME = 2; // RFC 5280 section 4.2.1.6

    /** Returns a certificate for the names that the first one of its chain has. */
    static ServerCertificate of(List<X509Certificate> chain, PrivateKey key) {
        return new ServerCertificate(List.copyOf(chain), key, names(chain.get(0)));
    }

    /** Returns the certificate of the server itself. */
    X509Certificate leaf() {
        return chain.get(0);
    }

    /** Returns whether the key has the type that JSSE asks for. */
    boolean isOfType(String keyType) {
        return leaf().getPublicKey().getAlgorithm().equals(keyType);
    }

    /**
     * Returns whether the certificate is for a host.
     *
     * @param host in lower case
     */
    boolean isFor(String host) {
        // RFC 6125 section 6.4.3
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
    }

    /** Returns the names of a certificate; the common name counts only if there is no other (RFC 6125 section 6.4.4). */
    private static Set<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (alternative.get(0).equals(DNS_NAME)) {
                        names.add((String) alternative.get(1));
                    }
                }
            }
            if (alternatives == null) {
                new LdapName(certificate.getSubjectX500Principal().getName())
                        .getRdns().stream()
                                .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                                .forEach(rdn -> names.add(String.valueOf(rdn.getValue())));
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            // A certificate without a name that we understand still serves clients that ask for none.
            names.clear();
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns subject, names and end of validity, for the log. */
    @Override
    public String toString() {
        return leaf().getSubjectX500Principal() + (names.isEmpty() ? "" : " for " + String.join(", ", names))
                + ", valid until " + leaf().getNotAfter().toInstant();
    }

    // Identity is all that is needed; those of a record would keep the class loader of the archive alive on JDK 17.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
