package org.smtpconnector.it.deployment.store;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** A message that was kept. */
@Entity
public class KeptMail {

    @Id
    @GeneratedValue
    private long id;

    private String subject;

    /** For Jakarta Persistence. */
    protected KeptMail() {}

    KeptMail(String subject) {
        this.subject = subject;
    }

    public String getSubject() {
        return subject;
    }
}
