package org.smtpconnector.testkit.mdb;

/** Dialogues that several tests hold. */
final class Dialogues {

    private Dialogues() {}

    /** One message to one recipient. */
    static String message(String recipient, String reply) {
        return """
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<%s>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: hooks
                C: .
                S: %s*
                """
                .formatted(recipient, reply);
    }
}
