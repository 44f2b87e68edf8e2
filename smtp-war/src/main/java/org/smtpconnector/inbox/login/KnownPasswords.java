package org.smtpconnector.inbox.login;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a moment ago. With HTTP Basic each request brings the password, and a good identity store takes
 * its time to check one. What is kept is a keyed digest: nothing that a password could be found by once the process is gone.
 */
final class KnownPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_ENTRIES = 200;
    private static final long KEPT_NANOS = 60_000_000_000L;

    private final SecretKeySpec key;

    /** The oldest first. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(CredentialValidationResult result, long since) {}

    KnownPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /**
     * Looks for a pair.
     *
     * @param authorization the field with user and password
     * @param now {@link System#nanoTime()}
     */
    synchronized Optional<CredentialValidationResult> get(String authorization, long now) {
        known.values().removeIf(entry -> now - entry.since() > KEPT_NANOS);
        return Optional.ofNullable(known.get(digest(authorization))).map(Known::result);
    }

    synchronized void put(String authorization, CredentialValidationResult result, long now) {
        if (known.size() >= MAX_ENTRIES) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(digest(authorization), new Known(result, now));
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
