package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.RuleMistake;
import org.smtpconnector.inbox.rules.RuleReader;

/** A rule that was made by page or API, as the texts that {@link RuleReader} reads. */
@Entity
@Table(name = "smtp_rule")
public class StoredRule {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "smtp_rule_id")
    @SequenceGenerator(name = "smtp_rule_id", sequenceName = "smtp_rule_id", allocationSize = 1)
    @Column(name = "id")
    private Long id;

    @Column(name = "name", nullable = false, length = 60)
    private String name;

    @Column(name = "stage", nullable = false, length = 20)
    private String stage;

    @Column(name = "sender", length = 500)
    private String sender;

    @Column(name = "recipient", length = 500)
    private String recipient;

    @Column(name = "subject", length = 500)
    private String subject;

    @Column(name = "reply", length = 600)
    private String reply;

    @Column(name = "drop_connection", nullable = false)
    private boolean drop;

    @Column(name = "delay", length = 20)
    private String delay;

    @Column(name = "percent", nullable = false)
    private int percent;

    @Column(name = "times", nullable = false)
    private long times;

    @Column(name = "enabled", nullable = false)
    private boolean enabled;

    /** For Jakarta Persistence. */
    protected StoredRule() {}

    StoredRule(Rule rule) {
        set(rule);
    }

    final void set(Rule rule) {
        this.name = rule.name();
        this.stage = rule.stage().word();
        this.sender = rule.senderText().orElse(null);
        this.recipient = rule.recipientText().orElse(null);
        this.subject = rule.subjectText().orElse(null);
        this.reply = rule.replyText().orElse(null);
        this.drop = rule.drop();
        this.delay = rule.delayText().orElse(null);
        this.percent = rule.percent();
        this.times = rule.times();
        this.enabled = rule.enabled();
    }

    long id() {
        return id;
    }

    /** Returns the rule; empty if a later version of the inbox has written something that this one does not know. */
    Optional<Rule> rule(List<RuleMistake> mistakes) {
        Map<String, String> texts = new HashMap<>();
        texts.put("name", name);
        texts.put("stage", stage);
        texts.put("sender", sender);
        texts.put("recipient", recipient);
        texts.put("subject", subject);
        texts.put("reply", reply);
        texts.put("drop", String.valueOf(drop));
        texts.put("delay", delay);
        texts.put("percent", String.valueOf(percent));
        texts.put("times", times == 0 ? null : String.valueOf(times));
        texts.put("enabled", String.valueOf(enabled));
        texts.values().removeIf(text -> text == null);
        return RuleReader.read(texts, key -> "rule " + id + ": " + key, mistakes);
    }
}
