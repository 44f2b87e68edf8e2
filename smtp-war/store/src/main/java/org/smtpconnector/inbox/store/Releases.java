package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Keeps what became of the messages that were sent on to another server. Safe for use by several threads. */
@ApplicationScoped
@Transactional
public class Releases {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    /**
     * Keeps the record of a release, in place of a former one of the same message.
     *
     * @return false if the message does not exist any more
     */
    public boolean keep(StoredRelease release) {
        if (entityManager.find(StoredMessage.class, release.messageId()) == null) {
            return false;
        }
        entityManager.merge(release);
        return true;
    }

    /** Finds the last release of a message; empty if there was none. */
    public Optional<StoredRelease> find(long messageId) {
        return Optional.ofNullable(entityManager.find(StoredRelease.class, messageId));
    }
}
