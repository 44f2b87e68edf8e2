package org.smtpconnector.inbox.login;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right. With HTTP Basic each request brings the password, and a good identity store takes its time to check
 * one: so it is asked once a minute. For half a day it is remembered that a password was right, so that who has it need not
 * wait for those who guess. What is kept is a keyed digest: nothing that a password could be found by once the process is gone.
 */
final class KnownPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    static final int MAX_ENTRIES = 200;
    private static final long CHECKED_AGAIN_AFTER = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGOTTEN_AFTER = TimeUnit.HOURS.toNanos(12);

    private final SecretKeySpec key;

    /** The passwords by user; one that was checked last is at the end. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(CredentialValidationResult result, long since) {}

    KnownPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /**
     * Looks for a pair that was right a moment ago.
     *
     * @param authorization the field with user and password
     * @param now {@link System#nanoTime()}
     */
    synchronized Optional<CredentialValidationResult> get(String authorization, long now) {
        known.values().removeIf(entry -> now - entry.since() > FORGOTTEN_AFTER);
        return Optional.ofNullable(known.get(digest(authorization)))
                .filter(entry -> now - entry.since() <= CHECKED_AGAIN_AFTER)
                .map(Known::result);
    }

    /** Whether a pair was right some hours ago: it has to be checked again, but is no guess. */
    synchronized boolean wasRight(String authorization) {
        return known.containsKey(digest(authorization));
    }

    synchronized void put(String authorization, CredentialValidationResult result, long now) {
        String digest = digest(authorization);
        known.remove(digest);
        if (known.size() >= MAX_ENTRIES) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(digest, new Known(result, now));
    }

    /** It is wrong now. */
    synchronized void remove(String authorization) {
        known.remove(digest(authorization));
    }

    /** Of bounded length, and of no use to whom has not the key of this process. */
    String digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
