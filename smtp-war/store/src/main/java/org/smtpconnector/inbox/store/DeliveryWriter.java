package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.inbox.rules.RuleHits;
import org.smtpconnector.inbox.search.Outcome;

/** Writes what the connector's journal tells: how the transactions of stored messages ended, and those that came to nothing. */
@ApplicationScoped
public class DeliveryWriter {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final Event<MessageStored> stored;
    private final Event<MessageUpdated> updated;
    private final RuleHits hits;

    /** For the proxy of the container. */
    protected DeliveryWriter() {
        this(null, null, null);
    }

    @Inject
    DeliveryWriter(Event<MessageStored> stored, Event<MessageUpdated> updated, RuleHits hits) {
        this.stored = stored;
        this.updated = updated;
        this.hits = hits;
    }

    /**
     * Keeps entries of the journal, all in one transaction. Those that tell nothing to be kept are left out, and those that are
     * kept already.
     */
    @Transactional
    public void keep(List<SmtpJournal.Entry> entries) {
        entries.stream().filter(entry -> entry.transactionId().isPresent()).forEach(this::keep);
    }

    private void keep(SmtpJournal.Entry entry) {
        Optional<StoredMessage> known = entityManager
                .createQuery("select m from StoredMessage m where m.transactionId = :id", StoredMessage.class)
                .setParameter("id", entry.transactionId().orElseThrow())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        if (known.isEmpty()) {
            outcome(entry).ifPresent(outcome -> add(entry, outcome));
        } else if (known.get().delivery() == null) {
            known.get().delivery(new StoredDelivery(entry, hits(entry)));
            entityManager.persist(new StoredTranscript(known.get().id(), entry));
            updated.fire(new MessageUpdated(known.get().id()));
        }
    }

    private void add(SmtpJournal.Entry entry, Outcome outcome) {
        StoredMessage message = new StoredMessage(entry, outcome, hits(entry));
        List<String> recipients = entry.recipients().stream()
                .map(recipient -> recipient.address().toString())
                .toList();
        entityManager.persist(message);
        for (int i = 0; i < recipients.size(); i++) {
            entityManager.persist(new StoredRecipient(message.id(), i, recipients.get(i)));
        }
        entityManager.persist(new StoredTranscript(message.id(), entry));
        stored.fire(new MessageStored(message.indexEntry(recipients, "")));
    }

    private List<String> hits(SmtpJournal.Entry entry) {
        return hits.of(entry.sessionId(), entry.transactionId().orElseThrow());
    }

    /** Returns the outcome of a transaction that came to nothing; empty for an accepted one, which another application has, and for one that the client gave up. */
    private Optional<Outcome> outcome(SmtpJournal.Entry entry) {
        return switch (entry.outcome()) {
            case REFUSED, REFUSED_BY_BEAN -> Optional.of(Outcome.REJECTED);
            case FAILED, ROLLED_BACK, TIMED_OUT, UNAVAILABLE -> Optional.of(Outcome.FAILED);
            case ABORTED, DISCONNECTED, CLOSED, SHUT_DOWN -> outcomeOfUnfinished(entry);
            case ACCEPTED -> Optional.empty();
        };
    }

    private Optional<Outcome> outcomeOfUnfinished(SmtpJournal.Entry entry) {
        if (entry.recipientsAccepted() == 0 && entry.recipientsRefused() > 0) {
            return Optional.of(Outcome.REJECTED);
        }
        // The client has sent content, all of it or a part, and has not heard what became of it.
        boolean isMessage = entry.size() > 0 && entry.outcome() != SmtpJournal.Outcome.ABORTED;
        return isMessage || !hits(entry).isEmpty() ? Optional.of(Outcome.FAILED) : Optional.empty();
    }
}
