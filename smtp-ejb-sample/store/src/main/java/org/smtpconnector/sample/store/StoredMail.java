package org.smtpconnector.sample.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A message with its envelope. */
@Entity
@Table(name = "mail")
public class StoredMail {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "mail_id")
    @SequenceGenerator(name = "mail_id", sequenceName = "mail_id", allocationSize = 50)
    private Long id;

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
        this.sender = sender;
        this.recipients = recipients;
        this.content = content.clone();
        this.received = received;
    }
}
