package org.smtpconnector.it.app;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which methods of which bean were called: also those that a bean has from its interface only. */
@Path("calls/{bean}")
@Produces("text/plain")
public class Calls {

    private static final Map<String, List<String>> NOTED = new ConcurrentHashMap<>();

    static void note(String bean, String method) {
        NOTED.computeIfAbsent(bean, name -> new CopyOnWriteArrayList<>()).add(method);
    }

    @GET
    public String calls(@PathParam("bean") String bean) {
        return String.join(" ", NOTED.getOrDefault(bean, List.of()));
    }

    @DELETE
    public void forget(@PathParam("bean") String bean) {
        NOTED.remove(bean);
    }
}
