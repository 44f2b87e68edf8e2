package org.smtpconnector.sample.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

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

    long messageId() {
        return messageId;
    }

    String address() {
        return address;
    }
}
