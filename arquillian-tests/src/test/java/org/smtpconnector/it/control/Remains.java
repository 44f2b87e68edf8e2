package org.smtpconnector.it.control;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The remains of applications that were here. */
@Path("remains")
@Produces("text/plain")
public class Remains {

    /** The stacks of the threads that are in the connector or in its Netty; empty if none is. */
    @GET
    @Path("threads")
    public String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.smtpconnector.adapter.")))
                .map(thread -> thread.getKey().getName() + Arrays.toString(thread.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Whether the class loader that was left under that name is still in memory, after a collection of garbage. */
    @GET
    @Path("loaders/{name}")
    @SuppressWarnings("SystemGc")
    public boolean loader(@PathParam("name") String name) {
        Object left = System.getProperties().get("smtpconnector.test." + name);
        if (!(left instanceof WeakReference<?> reference)) {
            throw new IllegalStateException("No class loader was left under the name " + name);
        }
        System.gc();
        return reference.get() != null;
    }

    /** Whether an application sees a class that it has not brought with it. */
    @GET
    @Path("classes/{name}")
    public boolean sees(@PathParam("name") String name) {
        try {
            Class.forName(name, false, Remains.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
