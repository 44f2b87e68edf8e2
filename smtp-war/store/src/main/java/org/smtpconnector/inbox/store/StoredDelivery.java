package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.api.SmtpJournal;

/** The end of a transaction, as the connector's journal tells it. */
@Embeddable
public class StoredDelivery {

    private static final int MAX_REPLY = 2000;
    private static final int MAX_BEANS = 1000;
    private static final int MAX_RULES = 2000;

    @Column(name = "delivery_reply", length = MAX_REPLY)
    private String reply;

    @Column(name = "delivery_outcome", length = 30)
    private String outcome;

    @Column(name = "delivery_beans", length = MAX_BEANS)
    private String beans;

    @Column(name = "delivery_rules", length = MAX_RULES)
    private String rules;

    @Column(name = "delivery_ended_at")
    private Instant endedAt;

    @Column(name = "delivery_queued")
    private Long queued;

    @Column(name = "delivery_processing")
    private Long processing;

    /** For Jakarta Persistence. */
    protected StoredDelivery() {}

    StoredDelivery(SmtpJournal.Entry entry, List<String> hits) {
        this.rules = Text.column(String.join(",", hits), MAX_RULES);
        this.reply = entry.reply()
                .map(reply -> Text.column(reply.toString().strip().replaceAll("\r?\n", " "), MAX_REPLY))
                .orElse(null);
        this.outcome = entry.outcome().name();
        this.beans = Text.column(String.join(" ", entry.beans()), MAX_BEANS);
        this.endedAt = entry.startedAt().plus(entry.duration());
        this.queued = entry.queued().toMillis();
        this.processing = entry.processing().toMillis();
    }

    /** As the client heard it; null if it had gone. */
    public String reply() {
        return reply;
    }

    /** A name of {@link SmtpJournal.Outcome}. */
    public String outcome() {
        return outcome;
    }

    /** The names of the beans' classes. */
    public List<String> beans() {
        return beans == null || beans.isEmpty() ? List.of() : List.of(beans.split(" ", -1));
    }

    /** The names of the rules that hit the transaction, or its session. */
    public List<String> rules() {
        return rules == null || rules.isEmpty() ? List.of() : List.of(rules.split(",", -1));
    }

    public Instant endedAt() {
        return endedAt;
    }

    /** Milliseconds that it waited for the beans. */
    public long queued() {
        return queued;
    }

    /** Milliseconds that beans and commit took. */
    public long processing() {
        return processing;
    }
}
