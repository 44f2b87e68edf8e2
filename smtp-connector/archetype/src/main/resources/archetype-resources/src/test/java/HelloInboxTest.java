package ${package};

import org.junit.jupiter.api.Test;
import org.smtpconnector.testkit.mdb.SmtpListenerKit;

class HelloInboxTest {
    @Test
    void aMessageIsTaken() {
        try (SmtpListenerKit kit = SmtpListenerKit.of(new HelloInbox())) {
            kit.hold("""
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<me@example.org>
                    S: 250 *
                    C: RCPT TO:<you@example.org>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: Subject: Hello
                    C: .
                    S: 250 2.0.0 *
                    """);
        }
    }
}
