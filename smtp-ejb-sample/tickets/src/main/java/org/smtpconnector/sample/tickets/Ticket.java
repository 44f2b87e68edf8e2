package org.smtpconnector.sample.tickets;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import java.util.ArrayList;
import java.util.List;

/** A ticket: a number, a subject, and the messages about it. */
@Entity
public class Ticket {

    private static final int LONGEST_SUBJECT = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ticket_id")
    @SequenceGenerator(name = "ticket_id", sequenceName = "ticket_id", allocationSize = 1)
    private Long id;

    @Column(nullable = false, length = LONGEST_SUBJECT)
    private String subject;

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "ticket", nullable = false)
    @OrderBy("id")
    private List<TicketEntry> entries = new ArrayList<>();

    /** For Jakarta Persistence. */
    protected Ticket() {}

    Ticket(String subject) {
        this.subject = subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
    }

    void add(TicketEntry entry) {
        entries.add(entry);
    }

    /** Returns the number. */
    public long id() {
        return id;
    }

    public String subject() {
        return subject;
    }

    /** Returns the messages, oldest first. */
    public List<TicketEntry> entries() {
        return List.copyOf(entries);
    }
}
