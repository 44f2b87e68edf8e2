package org.smtpconnector.sample.tickets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;

/** A message about a ticket. */
@Entity
public class TicketEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ticket_entry_id")
    @SequenceGenerator(name = "ticket_entry_id", sequenceName = "ticket_entry_id", allocationSize = 1)
    private Long id;

    @Column(nullable = false, length = 512)
    private String sender;

    @Column(nullable = false)
    private String text;

    /** For Jakarta Persistence. */
    protected TicketEntry() {}

    TicketEntry(String sender, String text) {
        this.sender = sender;
        this.text = text;
    }

    public String sender() {
        return sender;
    }

    public String text() {
        return text;
    }
}
