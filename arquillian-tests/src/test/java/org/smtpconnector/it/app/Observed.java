package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.resource.AdministeredObjectDefinition;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpStatus;

/** The account of its work that the connector gives an application. */
@AdministeredObjectDefinition(
        name = "java:app/smtp/status",
        className = "org.smtpconnector.adapter.monitor.SmtpStatusObject",
        interfaceName = "org.smtpconnector.api.SmtpStatus",
        resourceAdapter = "smtp-connector")
@Path("observed")
@Produces("text/plain")
@Stateless
public class Observed {

    @Resource(lookup = "java:app/smtp/status")
    SmtpStatus status;

    /** The last number that was given; 0 if none. */
    @GET
    @Path("last")
    public long last() throws InterruptedException {
        return status.journal().entriesAfter(0, Integer.MAX_VALUE, Duration.ZERO).stream()
                .mapToLong(SmtpJournal.Entry::sequence)
                .max()
                .orElse(0);
    }

    /** The transactions after a number, with what was said; waits for the first. */
    @GET
    @Path("journal")
    public String journal(@QueryParam("after") long after) throws InterruptedException {
        return status.journal().entriesAfter(after, 1000, Duration.ofSeconds(10)).stream()
                .filter(entry -> entry.transactionId().isPresent())
                .map(entry -> String.join(
                                " ",
                                entry.listener(),
                                entry.outcome().name(),
                                entry.reply().map(reply -> reply.code() + "").orElse("-"),
                                entry.user().orElse("-"),
                                entry.reversePath().orElseThrow().toString(),
                                entry.recipients().get(0).address().toString(),
                                entry.beans().toString(),
                                entry.processing().isZero() ? "untimed" : "timed")
                        + "\n"
                        + entry.transcript())
                .collect(Collectors.joining("\n"));
    }

    /** An attribute of a listener's MXBean. */
    @GET
    @Path("managed")
    public String managed(@QueryParam("listener") String listener, @QueryParam("attribute") String attribute)
            throws JMException {
        ObjectName name = new ObjectName("org.smtpconnector:type=Listener,name=" + listener);
        return String.valueOf(ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute));
    }
}
