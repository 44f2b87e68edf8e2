package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of the SMTP connector, and the choice of the hooks that it calls. An application gets it as an administered object:
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
     * Returns the recent past of the listeners.
     *
     * @return not null; the same for as long as the connector runs
     */
    SmtpJournal journal();

    /**
     * Chooses the hooks that are called of a bean, from those that its class overrides; all of them until this is called. A hook that is not
     * chosen costs nothing, as one that is not overridden. The choice holds from the next command of each session, for all beans of the class,
     * also for those that are activated later; the last choice counts.
     *
     * @param beanClass the class of a message-driven bean of this application, not null
     * @param hooks the names of methods of {@link SmtpMessageListener}, such as {@code onRcptTo}; {@code onMessage} and {@code
     *     onAuthenticate} are called in any case
     * @throws IllegalArgumentException if a name is not that of a method
     */
    void callHooks(Class<? extends SmtpMessageListener> beanClass, Set<String> hooks);

    /**
     * One listener at one moment.
     *
     * @param name as in {@code smtp.listener.<name>}
     * @param addresses those that are bound; empty if none
     * @param accepting whether connections are greeted: the port is bound and a bean is there to take mail; false while the
     *     listener is drained
     * @param saturated whether it has no room now: for another connection, or for another message to be processed
     * @param connections open now
     * @param processings deliveries that run now
     * @param waiting messages that wait for a delivery to become free
     * @param counters what has been counted since the listener was bound
     * @param settings what is configured, by key without {@code smtp.listener.<name>}, such as {@code max-connections}, in the
     *     order of the documentation; every key is there
     */
    record Listener(
            String name,
            List<InetSocketAddress> addresses,
            boolean accepting,
            boolean saturated,
            int connections,
            int processings,
            int waiting,
            Counters counters,
            Map<String, Setting> settings) {
        /** Copies the collections. */
        public Listener {
            addresses = List.copyOf(addresses);
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /**
         * Messages that beans have taken, since the listener was bound.
         *
         * @return 0 or more
         */
        public long delivered() {
            return counters.deliveries(SmtpJournal.Outcome.ACCEPTED).count();
        }

        /**
         * Messages answered 4xx or 5xx by or because of a bean, since the listener was bound.
         *
         * @return 0 or more
         */
        public long refused() {
            return counters.deliveries().values().stream()
                            .mapToLong(Deliveries::count)
                            .sum()
                    - delivered();
        }
    }

    /**
     * The value of a key.
     *
     * @param text as it was configured, or the default; {@code ***} in place of a secret; empty if there is neither. It may have
     *     been written by anybody who can configure the server: escape it
     * @param isDefault whether nothing was configured
     */
    record Setting(String text, boolean isDefault) {}

    /**
     * The numbers that a listener has counted since it was bound. Each number only rises; they are read one after the other, so that one
     * may be of a moment later than another.
     *
     * @param connections that were accepted
     * @param limitsReached how often each limit was reached, by the name of the key that sets it, such as {@code
     *     max-connections}
     * @param tlsHandshakes that succeeded
     * @param tlsFailures handshakes that failed
     * @param authentications that succeeded
     * @param authFailures authentications that were refused with a 5xx
     * @param octets of message content that were received
     * @param calls calls of beans on threads of the container, by the method of {@link SmtpMessageListener}, such as {@code
     *     onRcptTo}; one call asks all beans the same question in one transaction, and one that finds no free bean is made anew
     *     later. A method that has not been called may be missing
     * @param transactions that ended, by outcome; an outcome that has not occurred may be missing
     * @param deliveries messages that beans were asked to take, by outcome; an outcome that has not occurred may be missing
     * @param auditLinesLost audit lines that could not be written
     */
    record Counters(
            long connections,
            Map<String, Long> limitsReached,
            long tlsHandshakes,
            long tlsFailures,
            long authentications,
            long authFailures,
            long octets,
            Map<String, Long> calls,
            Map<SmtpJournal.Outcome, Long> transactions,
            Map<SmtpJournal.Outcome, Deliveries> deliveries,
            long auditLinesLost) {

        /** Copies the maps. */
        public Counters {
            limitsReached = Map.copyOf(limitsReached);
            calls = Map.copyOf(calls);
            transactions = Map.copyOf(transactions);
            deliveries = Map.copyOf(deliveries);
        }

        /**
         * Returns the number of transactions that ended so.
         *
         * @param outcome not null
         * @return 0 or more
         */
        public long transactions(SmtpJournal.Outcome outcome) {
            return transactions.getOrDefault(outcome, 0L);
        }

        /**
         * The deliveries that ended so.
         *
         * @param outcome not null
         * @return not null
         */
        public Deliveries deliveries(SmtpJournal.Outcome outcome) {
            return deliveries.getOrDefault(outcome, Deliveries.NONE);
        }
    }

    /**
     * The times that deliveries took, from the end of the message to the decision about it.
     *
     * @param buckets by time, from the shortest to the longest
     */
    record Deliveries(List<Bucket> buckets) {

        static final Deliveries NONE = new Deliveries(List.of());

        /** Copies the list. */
        public Deliveries {
            buckets = List.copyOf(buckets);
        }

        /**
         * Returns the number of deliveries.
         *
         * @return 0 or more
         */
        public long count() {
            return buckets.stream().mapToLong(Bucket::count).sum();
        }

        /**
         * Returns the time that all of them took together.
         *
         * @return not null
         */
        public Duration total() {
            return buckets.stream().map(Bucket::total).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /**
     * The deliveries that took a similar time.
     *
     * @param upTo the longest; the last bucket, which has all that took longer, has {@link #UNLIMITED}
     * @param count how many
     * @param total how long they took together
     */
    record Bucket(Duration upTo, long count, Duration total) {

        /** Longer than anything. */
        public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();
    }
}
