package org.smtpconnector.sample.tickets;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Shows a ticket: {@code GET /tickets/17}, where {@code /tickets} is the context root. */
@Stateless
@Path("{id:\\d{1,18}}")
@Produces(MediaType.APPLICATION_JSON)
public class TicketsResource {

    /** A ticket as JSON. */
    public record View(long id, String subject, List<EntryView> entries) {}

    /** A message about it as JSON. */
    public record EntryView(String sender, String text) {}

    @Inject
    Tickets tickets;

    @GET
    public View get(@PathParam("id") long id) {
        Ticket ticket = tickets.find(id).orElseThrow(NotFoundException::new);
        return new View(
                ticket.id(),
                ticket.subject(),
                ticket.entries().stream()
                        .map(entry -> new EntryView(entry.sender(), entry.text()))
                        .toList());
    }
}
