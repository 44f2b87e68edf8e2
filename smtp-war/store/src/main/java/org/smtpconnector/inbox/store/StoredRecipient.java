package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A recipient of the envelope, in its place: also those that no header field shows. */
@Entity
@IdClass(PartId.class)
@Table(name = "smtp_recipient")
public class StoredRecipient {

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Id
    @Column(name = "position")
    private int position;

    @Column(name = "address", nullable = false, length = StoredMessage.MAX_ADDRESS)
    private String address;

    /** For Jakarta Persistence. */
    protected StoredRecipient() {}

    StoredRecipient(long messageId, int position, String address) {
        this.messageId = messageId;
        this.position = position;
        this.address = Text.column(address, StoredMessage.MAX_ADDRESS);
    }

    /** Gives messages their recipients: one query for those of all. */
    static void addTo(List<StoredMessage> messages, EntityManager entityManager) {
        if (messages.isEmpty()) {
            return;
        }
        Map<Long, List<String>> addresses = new HashMap<>();
        entityManager
                .createQuery(
                        "select r from StoredRecipient r where r.messageId in :ids order by r.messageId, r.position",
                        StoredRecipient.class)
                .setParameter("ids", messages.stream().map(StoredMessage::id).toList())
                .getResultList()
                .forEach(r -> addresses
                        .computeIfAbsent(r.messageId, id -> new ArrayList<>())
                        .add(r.address));
        messages.forEach(m -> m.recipients(addresses.getOrDefault(m.id(), List.of())));
    }
}
