package org.smtpconnector.adapter.server;

import java.time.Duration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.session.SmtpApplication;

/** Binds servers, and runs periodic tasks beside them. Safe for use by several threads, but not on an event loop. */
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
}
