package org.smtpconnector.adapter.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A certificate that nobody vouches for (RFC 5280), made where none is configured: it keeps out who only listens, not who
 * pretends to be the server. Written with the JDK alone: a library that can is three times as large as the adapter.
 */
final class SelfSignedCertificate {

    /** The longest lifetime that some clients accept. */
    private static final Duration LIFETIME = Duration.ofDays(825);

    /** Clocks differ. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final int MAX_COMMON_NAME = 64; // RFC 5280 appendix A.1, ub-common-name-length

    private static final byte[] SIGNATURE_ALGORITHM = Der.sequence(Der.oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private SelfSignedCertificate() {}

    /**
     * Makes one, with a new key.
     *
     * @param names host names and addresses, the first of which becomes the common name; at least one
     * @param now from when on it is to be valid
     */
    static ServerCertificate make(Set<String> names, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(names, pair.getPublic(), now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] certificate = Der.sequence(body, SIGNATURE_ALGORITHM, Der.bits(0, signature.sign()));
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return ServerCertificate.of(List.of(parsed), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java virtual machine cannot make a certificate", e);
        }
    }

    /** TBSCertificate (RFC 5280 section 4.1). */
    private static byte[] body(Set<String> names, PublicKey key, Instant now) throws GeneralSecurityException {
        ZonedDateTime from = now.minus(EARLIER).atZone(ZoneOffset.UTC);
        byte[] name = name(names.iterator().next());
        return Der.sequence(
                Der.explicit(0, Der.integer(2)), // version 3
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                SIGNATURE_ALGORITHM,
                name,
                Der.sequence(Der.time(from), Der.time(from.plus(LIFETIME))),
                name,
                key.getEncoded(),
                Der.explicit(
                        3,
                        Der.sequence(
                                extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                                extension(KEY_USAGE, true, Der.bits(7, new byte[] {(byte) 0x80})), // digitalSignature
                                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                                extension(SUBJECT_KEY_IDENTIFIER, false, Der.octets(digest(key))),
                                extension(SUBJECT_ALTERNATIVE_NAME, false, alternatives(names)))));
    }

    private static byte[] name(String commonName) {
        String text = commonName.length() > MAX_COMMON_NAME ? commonName.substring(0, MAX_COMMON_NAME) : commonName;
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(text))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    /** RFC 5280 section 4.2.1.2 leaves the method open. */
    private static byte[] digest(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    }

    /** RFC 5280 section 4.2.1.6. */
    private static byte[] alternatives(Collection<String> names) {
        return Der.sequence(names.stream()
                .map(name -> {
                    byte[] address = address(name);
                    return address == null ? Der.implicit(2, Der.ascii(name)) : Der.implicit(7, address);
                })
                .toArray(byte[][]::new));
    }

    /** The octets of an address; null for a host name. */
    private static byte[] address(String name) {
        if (!name.contains(":") && !name.matches("[0-9.]+")) {
            return null; // it would be looked up
        }
        try {
            return InetAddress.getByName(name).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** SHA-256, as people compare it. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
