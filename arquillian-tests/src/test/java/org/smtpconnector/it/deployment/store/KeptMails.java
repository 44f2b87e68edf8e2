package org.smtpconnector.it.deployment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** A CDI bean in a library of the EAR, with a persistence context of its own (Payara's issue 6664). */
@ApplicationScoped
public class KeptMails {

    @PersistenceContext
    EntityManager entityManager;

    public void keep(String subject) {
        entityManager.persist(new KeptMail(subject));
    }

    public List<String> subjects() {
        return entityManager
                .createQuery("select m.subject from KeptMail m", String.class)
                .getResultList();
    }
}
