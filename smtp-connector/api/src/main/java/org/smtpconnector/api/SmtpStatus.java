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
 * The state of the SMTP connector, and the switch for hooks. An application gets it as an administered object:
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
 * <p>Safe for use by several threads, but not on an event loop.
 */
public interface SmtpStatus {

    /**
     * The listeners that beans use.
     *
     * @return one entry per listener, sorted by name; a snapshot, unmodifiable
     */
    List<Listener> listeners();

    /**
     * Checks that every event loop answers.
     *
     * @param timeout maximum time to wait for all of them, more than zero
     * @return true if all answered in time, or if there are none
     * @throws InterruptedException if the calling thread is interrupted
     */
    boolean isLive(Duration timeout) throws InterruptedException;

    /**
     * Returns the journal of the listeners.
     *
     * @return not null; always the same object while the connector runs
     */
    SmtpJournal journal();

    /**
     * Selects the hooks that the adapter calls, from those that the class of a bean overrides. Before the first call of this method, all of them are
     * selected. A hook that is not selected costs nothing. The selection applies from the next command of each session, to all beans of the class,
     * also to those that are activated later. The last selection counts.
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
     * @param accepting whether connections are greeted: the port is bound and a bean accepts mail; false while the
     *     listener is drained
     * @param saturated whether there is no room now for another connection or another message
     * @param connections open now
     * @param processings deliveries that run now
     * @param waiting messages that wait for a bean
     * @param counters the counters since the listener was bound
     * @param settings the values of all keys, by key without {@code smtp.listener.<name>}, such as {@code max-connections}, in the
     *     order of the documentation
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
         * The number of messages that beans accepted since the listener was bound.
         *
         * @return 0 or more
         */
        public long delivered() {
            return counters.deliveries(SmtpJournal.Outcome.ACCEPTED).count();
        }

        /**
         * The number of messages that were answered 4xx or 5xx by a bean or because of a bean since the listener was bound. Refusals by the connector
         * itself, for example because of a limit, do not count.
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
     * @param text the configured value or the default; {@code ***} in place of a secret; empty if there is neither. Escape it before you
     *     show it
     * @param isDefault whether the value is the default
     */
    record Setting(String text, boolean isDefault) {}

    /**
     * The counters of a listener since it was bound. Each number only rises. The numbers are read one after the other, so they can
     * belong to slightly different moments.
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
     *     onRcptTo}; one call covers all beans in one transaction; a call that finds no free bean is repeated
     *     and counted again. A method that has not been called may be missing
     * @param transactions that ended, by outcome; an outcome that has not occurred may be missing
     * @param deliveries the deliveries of messages to beans, by outcome; an outcome that has not occurred may be missing
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
         * Returns the number of transactions with an outcome.
         *
         * @param outcome not null
         * @return 0 or more
         */
        public long transactions(SmtpJournal.Outcome outcome) {
            return transactions.getOrDefault(outcome, 0L);
        }

        /**
         * The deliveries with an outcome.
         *
         * @param outcome not null
         * @return not null
         */
        public Deliveries deliveries(SmtpJournal.Outcome outcome) {
            return deliveries.getOrDefault(outcome, Deliveries.NONE);
        }
    }

    /**
     * The durations of deliveries, from the end of the message to the decision.
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
         * Returns the total duration of all deliveries.
         *
         * @return not null
         */
        public Duration total() {
            return buckets.stream().map(Bucket::total).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /**
     * The deliveries of a similar duration.
     *
     * @param upTo the maximum duration; {@link #UNLIMITED} in the last bucket
     * @param count the number of deliveries
     * @param total the total duration of these deliveries
     */
    record Bucket(Duration upTo, long count, Duration total) {

        /** Longer than anything. */
        public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();
    }
}
