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
import org.smtpconnector.inbox.search.Outcome;

/** Writes what the connector's journal tells: how the transactions of stored messages ended, and those that came to nothing. */
@ApplicationScoped
public class DeliveryWriter {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final Event<MessageStored> stored;
    private final Event<MessageUpdated> updated;

    /** For the proxy of the container. */
    protected DeliveryWriter() {
        this(null, null);
    }

    @Inject
    DeliveryWriter(Event<MessageStored> stored, Event<MessageUpdated> updated) {
        this.stored = stored;
        this.updated = updated;
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
            known.get().delivery(new StoredDelivery(entry));
            entityManager.persist(new StoredTranscript(known.get().id(), entry));
            updated.fire(new MessageUpdated(known.get().id()));
        }
    }

    private void add(SmtpJournal.Entry entry, Outcome outcome) {
        StoredMessage message = new StoredMessage(entry, outcome);
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

    /** Returns the outcome of a transaction that came to nothing: not an accepted one, which another application has, nor one that the client gave up by itself. */
    private static Optional<Outcome> outcome(SmtpJournal.Entry entry) {
        return switch (entry.outcome()) {
            case REFUSED, REFUSED_BY_BEAN -> Optional.of(Outcome.REJECTED);
            case FAILED, ROLLED_BACK, TIMED_OUT, UNAVAILABLE -> Optional.of(Outcome.FAILED);
            case ABORTED, DISCONNECTED, CLOSED, SHUT_DOWN ->
                entry.recipientsAccepted() == 0 && entry.recipientsRefused() > 0
                        ? Optional.of(Outcome.REJECTED)
                        : Optional.empty();
            case ACCEPTED -> Optional.empty();
        };
    }
}
