package org.smtpconnector.it.app;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** The recipients of the stored messages with a subject: what is in the database, seen from another transaction. */
@Path("mails")
@Stateless
public class Mails {

    @PersistenceContext
    EntityManager entityManager;

    @GET
    @Produces("text/plain")
    public String recipients(@QueryParam("subject") String subject) {
        List<String> recipients = entityManager
                .createQuery(
                        "select m.recipient from StoredMail m where m.subject = :subject order by m.id", String.class)
                .setParameter("subject", subject)
                .getResultList();
        return String.join(",", recipients);
    }
}
