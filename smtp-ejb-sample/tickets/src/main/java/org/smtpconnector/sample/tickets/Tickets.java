package org.smtpconnector.sample.tickets;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tickets, in the transaction of the caller. */
@Stateless
public class Tickets {

    /** The number in a subject such as {@code Re: [#17] The printer is on fire}. */
    private static final Pattern NUMBER = Pattern.compile("\\[#(\\d{1,18})]");

    @PersistenceContext
    EntityManager entityManager;

    /**
     * Adds a message to the ticket that the subject names, or opens one.
     *
     * @return the number of the ticket
     */
    public long add(String sender, String subject, String text) {
        Ticket ticket = named(subject).orElseGet(() -> opened(subject));
        ticket.add(new TicketEntry(sender, text));
        return ticket.id();
    }

    /** Finds a ticket by its number. */
    public Optional<Ticket> find(long id) {
        return Optional.ofNullable(entityManager.find(Ticket.class, id));
    }

    private Optional<Ticket> named(String subject) {
        Matcher number = NUMBER.matcher(subject);
        return number.find() ? find(Long.parseLong(number.group(1))) : Optional.empty();
    }

    private Ticket opened(String subject) {
        Ticket ticket = new Ticket(subject);
        entityManager.persist(ticket);
        entityManager.flush(); // Gives it a number, for the reply to the client.
        return ticket;
    }
}
