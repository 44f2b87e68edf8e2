package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.TreeMap;
import org.smtpconnector.api.SmtpStatus;

/** The states of the listeners; {@link Observed} defines the status. */
@RequestScoped
@Path("listeners/{name}")
@Produces("text/plain")
public class Listeners {

    @Resource(lookup = "java:app/smtp/status")
    SmtpStatus status;

    @GET
    @Path("port")
    public int port(@PathParam("name") String name) {
        return listener(name).addresses().get(0).getPort();
    }

    /** Connections, and calls of beans. */
    @GET
    @Path("busy")
    public int busy(@PathParam("name") String name) {
        SmtpStatus.Listener listener = listener(name);
        return listener.connections() + listener.processings();
    }

    @GET
    @Path("connections")
    public int connections(@PathParam("name") String name) {
        return listener(name).connections();
    }

    /** Works that were given to the container to call beans, by method. */
    @GET
    @Path("works")
    public String works(@PathParam("name") String name) {
        return new TreeMap<>(listener(name).counters().calls()).toString();
    }

    private SmtpStatus.Listener listener(String name) {
        return status.listeners().stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
