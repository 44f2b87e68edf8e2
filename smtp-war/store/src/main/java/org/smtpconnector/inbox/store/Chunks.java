package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Reads pieces of messages, each in a transaction as {@link MessageStore} does: a stream is read on any thread. */
@ApplicationScoped
@Transactional
public class Chunks {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    /** Reads one piece of a message; empty if there is none of that place. */
    public Optional<byte[]> read(long id, int position) {
        return StoredChunk.octets(id, position, entityManager);
    }
}
