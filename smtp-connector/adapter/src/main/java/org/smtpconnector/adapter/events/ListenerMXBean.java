package org.smtpconnector.adapter.events;

import java.util.List;
import java.util.Map;

/**
 * A listener, as {@code org.smtpconnector:type=Listener,name=<name>} from the moment when it is bound until it is closed. What is
 * counted is counted since it was bound.
 */
public interface ListenerMXBean {

    /** As in {@code smtp.listener.<name>}. */
    String getName();

    /** Those that are bound. */
    List<String> getAddresses();

    /** Whether connections are greeted; false while the listener is drained. */
    boolean isAccepting();

    /** Whether there is no room for another connection, or for another message to be processed. */
    boolean isSaturated();

    /** Open now. */
    int getConnections();

    /** That were accepted. */
    long getConnectionsTotal();

    /** How often each limit was reached, by the key that sets it. */
    Map<String, Long> getLimitsReached();

    /** Deliveries that run now. */
    int getProcessings();

    /** That were given to the container to call beans, by the beans' method; see {@code SmtpStatus.Counters.works}. */
    Map<String, Long> getWorks();

    /** Messages that wait for a delivery to become free. */
    int getMessagesWaiting();

    /** That beans have taken. */
    long getMessagesAccepted();

    /** That were answered 4xx or 5xx by or because of a bean. */
    long getMessagesRefused();

    /** That have ended, by outcome. */
    Map<String, Long> getTransactions();

    /** How long deliveries took on the average, in milliseconds, whatever became of them; 0 if there was none. */
    double getDeliveryMillis();

    /** Of message content that were received. */
    long getOctetsReceived();

    /** That succeeded. */
    long getAuthentications();

    /** That were refused with a 5xx. */
    long getAuthFailures();

    /** That succeeded. */
    long getTlsHandshakes();

    /** Handshakes that failed. */
    long getTlsFailures();
}
