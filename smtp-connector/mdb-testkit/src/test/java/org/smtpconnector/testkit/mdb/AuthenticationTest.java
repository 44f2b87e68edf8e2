package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.MessageDrivenContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.testkit.jca.ThreadWorkManager.Identities;

/** A user who authenticates is known to the bean, in the session and, where the server takes that, as the caller. */
class AuthenticationTest {

    /** AUTH PLAIN of "user" with "secret". */
    private static final String DIALOGUE =
            """
            S: 220 *
            C: EHLO client.example
            S: 250 ...
            C: AUTH PLAIN AHVzZXIAc2VjcmV0
            S: 235 2.7.0 *
            C: MAIL FROM:<sender@example.org>
            S: 250 *
            C: RCPT TO:<a@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: .
            S: 250 2.0.0 *
            """;

    private static SmtpListenerKitBuilder kit() {
        return SmtpListenerKit.builder().set("smtp.auth.mode", "optional").set("smtp.auth.allow-insecure", "true");
    }

    /** Notes who its caller is. */
    private static class Asking extends Recording {

        private MessageDrivenContext context;

        Asking() {
            super("asking");
        }

        @Override
        public void onMessage(SmtpMessage message) {
            SmtpSession session = message.session();
            note(session.authenticationId().orElse("") + " " + session.groups() + " "
                    + session.authenticatedAt().isPresent() + ", caller "
                    + context.getCallerPrincipal().getName() + " " + context.isCallerInRole("mailers"));
        }
    }

    @Test
    void theBeanItselfMayDecide() {
        Asking deciding = new Asking() {
            @Override
            public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
                return ((UsernamePasswordCredential) credential).compareTo("user", "secret")
                        ? new CredentialValidationResult("user", Set.of("mailers"))
                        : CredentialValidationResult.INVALID_RESULT;
            }
        };
        try (SmtpListenerKit kit = kit().bean(deciding).start()) {
            deciding.context = kit.context();
            kit.hold(DIALOGUE);
        }
        assertThat(deciding.notes()).containsExactly("asking.user [mailers] true, caller user true");
    }

    @Test
    void theIdentityStoresDecideOtherwise() {
        Asking bean = new Asking();
        try (SmtpListenerKit kit =
                kit().bean(bean).user("user", "secret", "mailers").start()) {
            bean.context = kit.context();
            kit.hold(DIALOGUE);
        }
        assertThat(bean.notes()).containsExactly("asking.user [mailers] true, caller user true");
    }

    @Test
    void aWrongPasswordIsRefused() {
        // "user" with "wrong"
        try (SmtpListenerKit kit =
                kit().bean(new Asking()).user("user", "secret").start()) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: AUTH PLAIN AHVzZXIAd3Jvbmc=
                    S: 535 5.7.8 *
                    """);
        }
    }

    @Test
    void withoutIdentityStoresNobodyIsLetIn() {
        try (SmtpListenerKit kit = kit().bean(new Asking()).start()) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: AUTH PLAIN AHVzZXIAc2VjcmV0
                    S: 535 5.7.8 *
                    """);
        }
    }

    /** Servers differ in how they refuse an identity; mail comes through on all, and the session knows the user. */
    @ParameterizedTest
    @EnumSource(names = "TAKEN", mode = EnumSource.Mode.EXCLUDE)
    void aServerThatTakesNoIdentitiesDeliversAllTheSame(Identities identities) {
        Asking bean = new Asking();
        try (Warnings warnings = new Warnings();
                SmtpListenerKit kit =
                        kit().bean(bean).user("user", "secret", "mailers").start()) {
            bean.context = kit.context();
            kit.works().setIdentities(identities);
            kit.hold(DIALOGUE);
            kit.hold(DIALOGUE);

            assertThat(warnings.texts).hasSize(1);
        }
        assertThat(bean.notes())
                .containsExactly(
                        "asking.user [mailers] true, caller ANONYMOUS false",
                        "asking.user [mailers] true, caller ANONYMOUS false");
    }

    /** The warnings about identities while it is open. */
    private static final class Warnings extends Handler implements AutoCloseable {

        private static final Logger LOGGER = Logger.getLogger("org.smtpconnector.adapter.jca.WorkScheduler");

        private final List<String> texts = new CopyOnWriteArrayList<>();

        Warnings() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING) && line.getMessage().contains("does not take the identity")) {
                texts.add(line.getMessage());
            }
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
