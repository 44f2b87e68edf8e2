package org.smtpconnector.sample.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.UUID;

/** A message with its envelope. */
@Entity
@Table(name = "mail")
public class StoredMail {

    /**
     * Made here and not by the database. EclipseLink takes numbers of a sequence under a lock that it keeps while it tries to reach a
     * database that is away, so that all messages wait for each other, minutes after the database is back.
     */
    @Id
    @Column(length = 36)
    private String id;

    /** The sender of the envelope; empty for a notification, whose reverse-path is {@code <>}. */
    @Column(nullable = false, length = 512)
    private String sender;

    /** The recipients of the envelope, one on each line. */
    @Column(nullable = false)
    private String recipients;

    /** The octets as received. */
    @Column(nullable = false)
    private byte[] content;

    /** The time of arrival in UTC. */
    @Column(nullable = false)
    private LocalDateTime received;

    /** For Jakarta Persistence. */
    protected StoredMail() {}

    StoredMail(String sender, String recipients, byte[] content, LocalDateTime received) {
        this.id = UUID.randomUUID().toString();
        this.sender = sender;
        this.recipients = recipients;
        this.content = content.clone();
        this.received = received;
    }
}
