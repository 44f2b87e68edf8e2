package org.smtpconnector.it.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The place at which a bean waits until the test lets it go on. */
@Path("gate")
public class Gate {

    private static final Semaphore OPEN = new Semaphore(0);
    private static final AtomicInteger WAITING = new AtomicInteger();

    /** Returns the number of beans that wait. */
    @GET
    public int waiting() {
        return WAITING.get();
    }

    /** Lets one bean go on. */
    @PUT
    public void open() {
        OPEN.release();
    }

    static void pass() {
        WAITING.incrementAndGet();
        try {
            if (!OPEN.tryAcquire(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test has not opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            WAITING.decrementAndGet();
        }
    }
}
