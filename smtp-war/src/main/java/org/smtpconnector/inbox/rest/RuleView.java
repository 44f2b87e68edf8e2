package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.smtpconnector.inbox.rules.ActiveRule;
import org.smtpconnector.inbox.rules.Rule;

/**
 * A rule.
 *
 * @param id absent for a rule of the configuration, which cannot be changed here
 * @param stage connect, auth, mail, rcpt, data or body
 * @param sender patterns separated by commas; absent for any, as are recipient and subject
 * @param reply a 4xx or 5xx; absent if there is none
 * @param drop whether the connection is closed in place of a reply
 * @param delay such as 500ms or 10s; absent if there is none
 * @param percent how many of a hundred are hit
 * @param times the number of hits after which the rule rests; absent for no bound
 * @param hits since the server was started, or the rule was changed
 * @param lastHit absent if there was none
 */
@JsonbPropertyOrder({
    "id",
    "name",
    "stage",
    "sender",
    "recipient",
    "subject",
    "reply",
    "drop",
    "delay",
    "percent",
    "times",
    "enabled",
    "hits",
    "lastHit"
})
public record RuleView(
        Long id,
        String name,
        String stage,
        String sender,
        String recipient,
        String subject,
        String reply,
        boolean drop,
        String delay,
        int percent,
        Long times,
        boolean enabled,
        long hits,
        Instant lastHit) {

    static RuleView of(ActiveRule active) {
        Rule rule = active.rule();
        return new RuleView(
                active.id().isPresent() ? active.id().getAsLong() : null,
                rule.name(),
                rule.stage().word(),
                rule.senderText().orElse(null),
                rule.recipientText().orElse(null),
                rule.subjectText().orElse(null),
                rule.replyText().orElse(null),
                rule.drop(),
                rule.delayText().orElse(null),
                rule.percent(),
                rule.times() == 0 ? null : rule.times(),
                rule.enabled(),
                active.hits(),
                active.lastHit());
    }
}
