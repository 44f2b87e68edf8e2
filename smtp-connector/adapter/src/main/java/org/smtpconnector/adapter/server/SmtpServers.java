package org.smtpconnector.adapter.server;

import java.time.Duration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.session.SmtpApplication;

/** Binds servers, and runs tasks beside them. Safe for use by several threads; nothing but {@link #schedule} may be called on an event loop. */
public interface SmtpServers {

    /**
     * Binds all ports of a listener, or none. From then on clients can connect, but wait for their greeting until {@link
     * SmtpServer#accept}.
     *
     * @param settings not null
     * @param application answers for the sessions; not null
     * @return not null
     * @throws ServerBindException whatever the reason is; then nothing of the server is left
     */
    SmtpServer bind(ListenerSettings settings, SmtpApplication application) throws ServerBindException;

    /**
     * Runs a task again and again on one of the event loops.
     *
     * @param period the time between the end of one run and the beginning of the next
     * @param task must not wait for anything; an exception of it is logged
     * @return ends the runs when it is closed
     */
    PeriodicTask scheduleWithFixedDelay(Duration period, Runnable task);

    /**
     * Runs a task once: on the event loop that calls, or on one of them if another thread does.
     *
     * @param delay the time before it
     * @param task must not wait for anything, and must not throw; not run if the event loops end before
     */
    void schedule(Duration delay, Runnable task);
}
