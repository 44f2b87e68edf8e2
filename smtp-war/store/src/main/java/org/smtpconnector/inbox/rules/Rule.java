package org.smtpconnector.inbox.rules;

import java.time.Duration;
import java.util.Optional;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.inbox.settings.Wildcard;

/**
 * A scripted reply: what fits it is delayed, refused, or loses its connection. Immutable; {@link RuleReader} makes rules.
 *
 * @param name for people; not unique
 * @param stage the moment at which it is looked at
 * @param sender patterns of the reverse-path; null for any
 * @param recipient patterns of a recipient; null for any
 * @param subject a pattern of the decoded subject; null for any
 * @param reply the refusal; null for none
 * @param drop whether the connection is closed without a reply
 * @param delay the time that the reply, or the close, waits
 * @param percent how many of a hundred that fit are hit, by chance; 1 to 100
 * @param times the number of hits after which the rule rests; 0 for no bound
 * @param enabled whether it is in force
 */
public record Rule(
        String name,
        Stage stage,
        Wildcard sender,
        Wildcard recipient,
        Wildcard subject,
        SmtpReply reply,
        boolean drop,
        Duration delay,
        int percent,
        long times,
        boolean enabled) {

    /** Tells whether nothing follows this rule: it only delays. */
    boolean isDelayOnly() {
        return reply == null && !drop;
    }

    /** Returns the same rule in force, or not. */
    Rule withEnabled(boolean inForce) {
        return new Rule(name, stage, sender, recipient, subject, reply, drop, delay, percent, times, inForce);
    }

    boolean fits(Attempt attempt) {
        return enabled
                && stage == attempt.stage()
                && (sender == null || fitsSender(attempt.sender()))
                && (recipient == null
                        || attempt.recipients().stream().anyMatch(address -> recipient.matches(address.toString())))
                && (subject == null || subject.matches(attempt.subject().get()));
    }

    /** Tells whether a sender is meant. The null reverse-path is only by the pattern {@code <>}: nobody would hear of a bounce that is refused. */
    private boolean fitsSender(SmtpAddress address) {
        return address.isNull() ? sender.has("<>") : sender.matches(address.toString());
    }

    /** Returns the reply as one line, such as {@code 451 4.7.1 Try again later}. */
    public Optional<String> replyText() {
        return Optional.ofNullable(reply).map(refusal -> refusal.toString().strip());
    }

    /** Returns the patterns of the sender. */
    public Optional<String> senderText() {
        return Optional.ofNullable(sender).map(Wildcard::text);
    }

    /** Returns the patterns of the recipient. */
    public Optional<String> recipientText() {
        return Optional.ofNullable(recipient).map(Wildcard::text);
    }

    /** Returns the pattern of the subject. */
    public Optional<String> subjectText() {
        return Optional.ofNullable(subject).map(Wildcard::text);
    }

    /** Returns the delay as it is written, such as {@code 500ms} or {@code 10s}; empty if there is none. */
    public Optional<String> delayText() {
        if (delay.isZero()) {
            return Optional.empty();
        }
        long millis = delay.toMillis();
        return Optional.of(millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
    }
}
