package org.smtpconnector.adapter.events;

import java.util.List;
import java.util.Map;

/**
 * A listener, as {@code org.smtpconnector:type=Listener,name=<name>} from the moment when it is bound until it is closed. All
 * counts begin when the listener is bound.
 */
public interface ListenerMXBean {

    /** Returns the name of the listener, as in {@code smtp.listener.<name>}. */
    String getName();

    /** Returns the addresses that are bound. */
    List<String> getAddresses();

    /** Tells whether connections are greeted; false while the listener is drained. */
    boolean isAccepting();

    /** Tells whether there is no room for another connection, or for another message to be processed. */
    boolean isSaturated();

    /** Returns the number of connections that are open now. */
    int getConnections();

    /** Returns the number of connections that were accepted. */
    long getConnectionsTotal();

    /** Returns how often each limit was reached, by the key that sets it. */
    Map<String, Long> getLimitsReached();

    /** Returns the number of calls of beans that run now. */
    int getProcessings();

    /** Returns the number of calls of beans, by the beans' method. */
    Map<String, Long> getCalls();

    /** Returns the number of calls that wait for a permit. */
    int getMessagesWaiting();

    /** Returns the number of messages that beans have taken. */
    long getMessagesAccepted();

    /** Returns the number of messages that were answered 4xx or 5xx by or because of a bean. */
    long getMessagesRefused();

    /** Returns the number of transactions that have ended, by outcome. */
    Map<String, Long> getTransactions();

    /** Returns the average time of deliveries, whatever their outcome, in milliseconds; 0 if there was none. */
    double getDeliveryMillis();

    /** Returns the octets of message content that were received. */
    long getOctetsReceived();

    /** Returns the number of authentications that succeeded. */
    long getAuthentications();

    /** Returns the number of authentications that were refused with a 5xx. */
    long getAuthFailures();

    /** Returns the number of audit lines that could not be written. */
    long getAuditLinesLost();

    /** Returns the number of TLS handshakes that succeeded. */
    long getTlsHandshakes();

    /** Returns the number of TLS handshakes that failed. */
    long getTlsFailures();
}
