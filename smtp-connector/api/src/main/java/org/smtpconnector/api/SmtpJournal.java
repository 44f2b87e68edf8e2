package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The recent past of the listeners: each transaction and each session that has ended, with what was said. It is kept in
 * memory only, bounded in number and in octets; whoever wants to keep or show it fetches it, again and again:
 *
 * <pre>{@code
 * long last = 0; // or what was stored last: numbers keep rising when the server is started anew
 * while (running) {
 *     for (SmtpJournal.Entry entry : status.journal().entriesAfter(last, 100, Duration.ofSeconds(5))) {
 *         store(entry);
 *         last = entry.sequence();
 *     }
 * }
 * }</pre>
 *
 * <p>That loop belongs on a thread of the container's, a managed executor's for example, and is to end when the application
 * ends: a call never waits longer than it was told to. An entry is there a moment after the client has heard the reply; it
 * is found by the id that the message had, {@link SmtpTransaction#id()}. There is an entry for a message that was refused or
 * rolled back, too. Who reads too slowly misses the oldest ones, and sees that by a number that is not one more than that of
 * the entry before.
 *
 * <p>Entries consist of text, numbers and classes of this API: keeping one keeps no other application alive. What a client
 * has said is made harmless for a log and a terminal, but not for HTML.
 *
 * <p>Safe for use by several threads, and by several readers; each gets all entries.
 */
public interface SmtpJournal {

    /**
     * Gives the entries that follow one, oldest first.
     *
     * @param sequence the number of the entry that is known already; 0 for all that there are
     * @param max how many at most, at least 1
     * @param wait how long to wait if there is none; zero to return at once; not negative
     * @return empty if there was none in time, or if the connector has been stopped meanwhile; unmodifiable, not null
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IllegalArgumentException if {@code max} or {@code wait} is out of its range
     */
    List<Entry> entriesAfter(long sequence, int max, Duration wait) throws InterruptedException;

    /** The ends that a transaction or a session can have. */
    enum Outcome {
        /** Transaction: the beans have taken the message, and their transaction was committed. */
        ACCEPTED,
        /** Transaction, or session before its greeting: refused by a bean with {@link SmtpRejectedException}. */
        REFUSED_BY_BEAN,
        /** Transaction, or session before its greeting: refused by the connector, because of a limit, a rule or a mistake. */
        REFUSED,
        /** Transaction: a bean or the commit failed, and all was rolled back. */
        FAILED,
        /** Transaction: a bean has set the container's transaction to rollback-only. */
        ROLLED_BACK,
        /**
         * Transaction: it took longer than {@code timeout.processing} and was rolled back. Session: the client was silent for
         * too long.
         */
        TIMED_OUT,
        /** Transaction: there was no bean, no endpoint or no thread for it in time. */
        UNAVAILABLE,
        /** Transaction: the client gave it up, with RSET, QUIT or another greeting. */
        ABORTED,
        /** Transaction, session: the client went away, or the connection was lost. */
        DISCONNECTED,
        /** Session: the client has said QUIT. */
        CLOSED,
        /** Session, transaction: the connector has ended the session with 421. */
        SHUT_DOWN
    }

    /** A transaction or a session that has ended. Immutable. */
    interface Entry {

        /**
         * The number of the entry: it rises by one with each entry of the connector, and from one start of the server to the
         * next as long as its clock does not go backwards.
         *
         * @return more than 0, less than 2^53
         */
        long sequence();

        /**
         * The listener, as in {@code smtp.listener.<name>}.
         *
         * @return not null
         */
        String listener();

        /**
         * The session, {@link SmtpSession#id()}.
         *
         * @return not null
         */
        String sessionId();

        /**
         * The transaction, {@link SmtpTransaction#id()}.
         *
         * @return empty if this is about a session; not null
         */
        Optional<String> transactionId();

        /**
         * When MAIL came, or when the connection was accepted.
         *
         * @return not null
         */
        Instant startedAt();

        /**
         * From {@link #startedAt} to the end.
         *
         * @return not negative
         */
        Duration duration();

        /**
         * The listener's end of the connection.
         *
         * @return resolved, not null
         */
        InetSocketAddress localAddress();

        /**
         * The client's end of the connection.
         *
         * @return resolved, without a host name; not null
         */
        InetSocketAddress remoteAddress();

        /**
         * Returns the name that the client gave itself; a claim.
         *
         * @return printable; empty if it did not say; not null
         */
        String heloName();

        /**
         * The protocol of TLS, for example {@code TLSv1.3}.
         *
         * @return empty if the connection was in clear; not null
         */
        Optional<String> tlsProtocol();

        /**
         * The cipher suite of TLS.
         *
         * @return empty if the connection was in clear; not null
         */
        Optional<String> tlsCipherSuite();

        /**
         * Returns the user who has authenticated.
         *
         * @return empty if nobody has; not null
         */
        Optional<String> user();

        /**
         * The sender of the envelope, as the client gave it.
         *
         * @return empty if this is about a session; not null
         */
        Optional<SmtpAddress> reversePath();

        /**
         * The recipients, as the client gave them, with what it was answered: the first ones, if there were many.
         *
         * @return at most {@value #MAX_RECIPIENTS}; unmodifiable, not null
         */
        List<Recipient> recipients();

        /** The largest number of recipients that an entry tells of. */
        int MAX_RECIPIENTS = 200;

        /**
         * Returns the number of recipients that were accepted.
         *
         * @return also those that {@link #recipients} leaves out
         */
        int recipientsAccepted();

        /**
         * Returns the number of recipients that were refused.
         *
         * @return also those that {@link #recipients} leaves out
         */
        int recipientsRefused();

        /**
         * The octets of the message's content that were received, or of all messages of a session.
         *
         * @return not negative
         */
        long size();

        /**
         * The last reply to the transaction, or of the session.
         *
         * @return empty if the client had gone before it could be given one; not null
         */
        Optional<SmtpReply> reply();

        /**
         * Returns the way in which it has ended.
         *
         * @return not null
         */
        Outcome outcome();

        /**
         * The beans that the message was meant for, by the names of their classes.
         *
         * @return empty if it did not come so far, or if this is about a session; unmodifiable, not null
         */
        List<String> beans();

        /**
         * Returns the time that the message waited for the beans.
         *
         * @return zero if it did not come so far; not null
         */
        Duration queued();

        /**
         * Returns the time that the beans and the commit took.
         *
         * @return zero if it did not come so far; not null
         */
        Duration processing();

        /**
         * Returns the dialogue: lines that begin with {@code C: } (the client) or {@code S: } (the server), or are remarks in angle
         * brackets, separated by LF. Bodies are one line each; secrets are left out, and what is not printable is escaped.
         * That of a transaction has what was said before the first transaction of the session, and then its own lines. A long
         * one has a remark in place of its middle.
         *
         * @return at most about 16,000 characters; not null
         */
        String transcript();
    }

    /**
     * A recipient, and what became of it.
     *
     * @param address as the client gave it; not null
     * @param reply to RCPT; not null
     */
    record Recipient(SmtpAddress address, SmtpReply reply) {

        /** Checks that nothing is null. */
        public Recipient {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(reply, "reply");
        }

        /**
         * Tells whether the recipient was taken.
         *
         * @return true if the reply is positive
         */
        public boolean isAccepted() {
            return reply.isPositive();
        }
    }
}
