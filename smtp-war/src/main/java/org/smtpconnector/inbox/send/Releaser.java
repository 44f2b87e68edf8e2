package org.smtpconnector.inbox.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.inbox.search.Outcome;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.Releases;
import org.smtpconnector.inbox.store.StoreChanged;
import org.smtpconnector.inbox.store.StoredMessage;
import org.smtpconnector.inbox.store.StoredRelease;

/** Sends stored messages on to the configured server, with the octets and the envelope that they came with. */
@ApplicationScoped
public class Releaser {

    private final ReleaseSettings settings = ReleaseSettings.read();

    @Inject
    MailSender sender;

    @Inject
    OwnListener listener;

    @Inject
    MessageStore store;

    @Inject
    Releases releases;

    @Inject
    Event<StoreChanged> changes;

    /** Has the container make this when the application starts: mistakes of the configuration are to be heard then. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // All is done in the constructor.
    }

    /** Tells whether there is a server to release to. */
    public boolean isOn() {
        return settings.server() != null;
    }

    /** Tells whether messages are released as they come. */
    boolean isAutomatic() {
        return isOn() && settings.automatic();
    }

    /** Returns the recipients of a message that may get it. */
    public List<SmtpAddress> allowed(StoredMessage message) {
        return message.recipients().stream()
                .filter(settings.recipients()::matches)
                .map(SmtpAddress::of)
                .limit(Envelope.MOST)
                .toList();
    }

    /**
     * Releases a message to those of its recipients that may get it, and keeps the answer.
     *
     * @param message that was accepted, with at least one such recipient
     * @throws MailSender.BusyException if too many messages are being sent
     */
    public SendResult release(StoredMessage message) {
        Envelope envelope = envelope(message);
        SendResult result = refusal(envelope)
                .orElseGet(() -> sender.send(settings.server(), envelope, () -> store.open(message, 0)));
        keep(message, result, false);
        return result;
    }

    private Envelope envelope(StoredMessage message) {
        return new Envelope(SmtpAddress.of(message.reversePath()), allowed(message));
    }

    /** Returns a refusal where a message would be released for ever. */
    private Optional<SendResult> refusal(Envelope envelope) {
        return listener.isAt(settings.server())
                ? Optional.of(SendResult.of(
                        false, settings.server(), envelope, "This is a listener of the inbox: mail would come back."))
                : Optional.empty();
    }

    private void keep(StoredMessage message, SendResult result, boolean automatic) {
        boolean kept = releases.keep(new StoredRelease(
                message.id(),
                Instant.now(),
                result.server(),
                result.accepted(),
                automatic,
                result.recipients(),
                result.reply()));
        if (kept) {
            changes.fire(new StoreChanged(StoreChanged.Kind.UPDATED, List.of(message.id())));
        }
    }

    /** Releases a message that has come, if it has a recipient that may get it, and nobody has released it yet. */
    void releaseByItself(long id) {
        store.get(id)
                .filter(message -> message.outcome() == Outcome.ACCEPTED)
                .filter(message -> !allowed(message).isEmpty())
                .filter(message -> releases.find(id).isEmpty())
                .ifPresent(message -> {
                    Envelope envelope = envelope(message);
                    SendResult result = refusal(envelope)
                            .orElseGet(
                                    () -> sender.sendInTurn(settings.server(), envelope, () -> store.open(message, 0)));
                    keep(message, result, true);
                });
    }
}
