package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application's identity stores check SMTP users, and the user is the caller of the bean and of the beans it calls. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecurityIT {

    /** AUTH PLAIN of mailer and of guest, both with the right password, and of mailer with a wrong one. */
    private static final String MAILER = "C: AUTH PLAIN AG1haWxlcgBzZWNyZXQ=\nS: 235 2.7.0 *\n";

    private static final String GUEST = "C: AUTH PLAIN AGd1ZXN0AHNlY3JldA==\nS: 235 2.7.0 *\n";
    private static final String IMPOSTOR = "C: AUTH PLAIN AG1haWxlcgB3cm9uZw==\nS: 535 5.7.8 *\n";

    @Test
    void aUserInTheGroupIsTheCallerEverywhere() {
        Client.talk("auth", Client.message(MAILER, "mailer", "a@example.org", "250 2.0.0"));

        assertThat(Client.stored("mailer")).isEqualTo("mailer mailer mailer mailer [mailers]");
    }

    @Test
    void aUserOutsideTheGroupHearsWhatTheBeanDecides() {
        Client.talk("auth", Client.message(GUEST, "guest", "a@example.org", "550 5.7.1 For mailers only"));

        assertThat(Client.stored("guest")).isEmpty();
    }

    @Test
    void nobodyInParticularHearsTheSame() {
        Client.talk("auth", Client.message("", "nobody", "a@example.org", "550 5.7.1 For mailers only"));
    }

    @Test
    void aWrongPasswordIsRefusedAndTheSessionGoesOn() {
        Client.talk("auth", Client.message(IMPOSTOR + MAILER, "second-try", "a@example.org", "250 2.0.0"));
    }

    /** The threads are pooled: the user of one message must not be that of the next. */
    @Test
    void aUserIsForgottenWhenTheMessageIsDelivered() {
        for (int round = 0; round < 20; round++) {
            Client.talk("auth", Client.message(MAILER, "pooled", "a@example.org", "250 2.0.0"));
            Client.talk("auth", Client.message("", "pooled", "a@example.org", "550 5.7.1 *"));
        }
    }
}
