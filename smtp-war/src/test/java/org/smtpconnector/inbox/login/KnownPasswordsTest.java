package org.smtpconnector.inbox.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KnownPasswordsTest {

    private static final CredentialValidationResult ALICE = new CredentialValidationResult("alice");

    private final KnownPasswords passwords = new KnownPasswords();

    @Test
    void theStoreIsAskedOnceAMinute() {
        passwords.put("a", ALICE, 0);
        assertThat(passwords.get("a", TimeUnit.SECONDS.toNanos(60))).contains(ALICE);
        assertThat(passwords.get("a", TimeUnit.SECONDS.toNanos(61))).isEmpty();
        assertThat(passwords.get("b", 0)).isEmpty();
    }

    @Test
    void whatWasRightIsNoGuessForHalfADay() {
        passwords.put("a", ALICE, 0);
        passwords.get("a", TimeUnit.HOURS.toNanos(12));
        assertThat(passwords.wasRight("a")).isTrue();
        passwords.get("a", TimeUnit.HOURS.toNanos(12) + 1);
        assertThat(passwords.wasRight("a")).isFalse();
    }

    @Test
    void whatHasBecomeWrongIsForgotten() {
        passwords.put("a", ALICE, 0);
        passwords.remove("a");
        assertThat(passwords.wasRight("a")).isFalse();
        assertThat(passwords.get("a", 0)).isEmpty();
    }

    @Test
    void whoWasCheckedLastIsKept() {
        for (int i = 0; i < KnownPasswords.MAX_ENTRIES; i++) {
            passwords.put("a" + i, ALICE, 0);
        }
        passwords.put("a0", ALICE, 0);
        passwords.put("another", ALICE, 0);
        assertThat(passwords.wasRight("a0")).isTrue();
        assertThat(passwords.wasRight("a1")).isFalse();
    }
}
