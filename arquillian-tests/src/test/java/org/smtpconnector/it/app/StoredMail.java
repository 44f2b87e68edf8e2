package org.smtpconnector.it.app;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** The record of a message that a bean has kept: its subject, and a value that the database wants to be unique. */
@Entity
@SuppressWarnings("UnusedVariable") // read by the database
public class StoredMail {

    @Id
    @GeneratedValue
    private Long id;

    private String subject;

    private String recipient;

    @Column(unique = true)
    private String uniqueValue;

    protected StoredMail() {
        // for Jakarta Persistence
    }

    StoredMail(String subject, String recipient, String uniqueValue) {
        this.subject = subject;
        this.recipient = recipient;
        this.uniqueValue = uniqueValue;
    }
}
