package org.smtpconnector.inbox.rules;

import java.util.List;
import java.util.function.Supplier;
import org.smtpconnector.api.SmtpAddress;

/**
 * A step of a client that rules are looked at for.
 *
 * @param stage the moment
 * @param sender the reverse-path; null before MAIL
 * @param recipients the one that is named, also under the name that is recorded in its place, or all that were taken
 * @param subject reads the decoded subject, when a rule wants it
 */
public record Attempt(Stage stage, SmtpAddress sender, List<SmtpAddress> recipients, Supplier<String> subject) {

    /** Copies the list. */
    public Attempt {
        recipients = List.copyOf(recipients);
    }

    /** Makes a step before the content is there. */
    public static Attempt of(Stage stage, SmtpAddress sender, List<SmtpAddress> recipients) {
        return new Attempt(stage, sender, recipients, () -> "");
    }
}
