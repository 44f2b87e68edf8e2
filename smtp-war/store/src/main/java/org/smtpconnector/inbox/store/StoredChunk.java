package org.smtpconnector.inbox.store;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;

/**
 * Some of a message's octets. A message is kept in rows of at most {@link #SIZE} octets and never as a whole, so that its
 * size is not limited by the heap.
 */
@Entity
@Cacheable(false)
@IdClass(PartId.class)
@Table(name = "smtp_chunk")
public class StoredChunk {

    /** The octets of every chunk but the last. */
    static final int SIZE = 256 * 1024;

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Id
    @Column(name = "position")
    private int position;

    @Column(name = "octets", nullable = false, length = SIZE)
    private byte[] octets;

    /** For Jakarta Persistence. */
    protected StoredChunk() {}

    StoredChunk(long messageId, int position, byte[] octets) {
        this.messageId = messageId;
        this.position = position;
        this.octets = octets;
    }

    /** Reads one chunk of a message; empty if there is none of that place. */
    static Optional<byte[]> octets(long messageId, int position, EntityManager entityManager) {
        return entityManager
                .createQuery(
                        "select c.octets from StoredChunk c where c.messageId = :id and c.position = :position",
                        byte[].class)
                .setParameter("id", messageId)
                .setParameter("position", position)
                .getResultStream()
                .findFirst();
    }
}
