package org.smtpconnector.it.window;

import jakarta.transaction.Synchronization;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** When the adapter has looked for the last time whether the client is there, by {@link System#nanoTime()}. */
@Path("looks")
@Produces("text/plain")
public class Looks {

    private static final Map<String, Long> TIMES = new ConcurrentHashMap<>();

    /** By subject. */
    @GET
    public String times() {
        return TIMES.entrySet().stream()
                .map(look -> look.getKey() + " " + look.getValue())
                .collect(Collectors.joining("\n"));
    }

    @DELETE
    public void forget() {
        TIMES.clear();
    }

    /** Is called next to the adapter's own, which looks: that was registered before. */
    record Look(String subject) implements Synchronization {

        @Override
        public void beforeCompletion() {
            TIMES.put(subject, System.nanoTime());
        }

        @Override
        public void afterCompletion(int status) {
            // the client knows
        }
    }
}
