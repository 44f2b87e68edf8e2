package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the SMTP connector is. An application gets it as an administered object:
 *
 * <pre>{@code
 * @AdministeredObjectDefinition(
 *         name = "java:app/smtp/status",
 *         className = "org.smtpconnector.adapter.monitor.SmtpStatusObject",
 *         interfaceName = "org.smtpconnector.api.SmtpStatus",
 *         resourceAdapter = "smtp-connector")
 * ...
 * @Resource(lookup = "java:app/smtp/status")
 * SmtpStatus status;
 * }</pre>
 *
 * <p>Safe for use by several threads; not to be used on an event loop.
 */
public interface SmtpStatus {

    /**
     * The listeners that beans have asked for.
     *
     * @return one entry per listener, sorted by name; a snapshot, unmodifiable
     */
    List<Listener> listeners();

    /**
     * Asks every event loop for a sign of life.
     *
     * @param timeout how long to wait for all of them, more than zero
     * @return true if all answered in time, also if there are none
     * @throws InterruptedException if the calling thread is interrupted
     */
    boolean isLive(Duration timeout) throws InterruptedException;

    /**
     * What the listeners have done lately.
     *
     * @return not null; the same for as long as the connector runs
     */
    SmtpJournal journal();

    /**
     * One listener at one moment.
     *
     * @param name as in {@code smtp.listener.<name>}
     * @param addresses those that are bound; empty if none
     * @param accepting whether connections are greeted: the port is bound and a bean is there to take mail
     * @param connections open now
     * @param processings deliveries that run now
     * @param waiting messages that wait for a delivery to become free
     * @param delivered messages answered 250 since the listener was bound
     * @param refused messages answered 4xx or 5xx by or because of a bean, since the listener was bound
     */
    record Listener(
            String name,
            List<InetSocketAddress> addresses,
            boolean accepting,
            int connections,
            int processings,
            int waiting,
            long delivered,
            long refused) {
        /** Copies the list. */
        public Listener {
            addresses = List.copyOf(addresses);
        }
    }
}
