package org.smtpconnector.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ended transactions and sessions of the listeners, with their dialogue. The journal is in
 * memory only, and bounded in number and in octets. An application that wants to store or show the entries reads them in a loop:
 *
 * <pre>{@code
 * long last = 0; // or the last stored number: numbers rise over a restart of the server
 * while (running) {
 *     for (SmtpJournal.Entry entry : status.journal().entriesAfter(last, 100, Duration.ofSeconds(5))) {
 *         store(entry);
 *         last = entry.sequence();
 *     }
 * }
 * }</pre>
 *
 * <p>Run this loop on a thread of the container, for example of a managed executor, and end it when the application
 * ends; no call waits longer than its argument. An entry appears a moment after the reply to the client. Refused and rolled-back messages
 * have entries, too. {@link SmtpTransaction#id()} relates an entry to its message. A slow reader misses the oldest entries: the number of
 * the next entry is then more than one above the number of the last.
 *
 * <p>Entries consist of text, numbers and classes of this API, so a stored entry does not keep the class loader of an application. The text of
 * clients is escaped for logs and terminals, but not for HTML.
 *
 * <p>Safe for use by several threads, and by several readers; each gets all entries.
 */
public interface SmtpJournal {

    /**
     * Returns the entries after a number, oldest first.
     *
     * @param sequence the number of the last known entry; 0 for all entries
     * @param max maximum number of entries, at least 1
     * @param wait maximum time to wait if there is no entry; zero to return at once; not negative
     * @return empty if there was no entry in time, or if the connector was stopped meanwhile; unmodifiable, not null
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IllegalArgumentException if {@code max} or {@code wait} is out of its range
     */
    List<Entry> entriesAfter(long sequence, int max, Duration wait) throws InterruptedException;

    /** The ends that a transaction or a session can have. */
    enum Outcome {
        /** Transaction: the beans accepted the message, and their transaction was committed. */
        ACCEPTED,
        /** Transaction, or session before its greeting: refused by a bean with {@link SmtpRejectedException}. */
        REFUSED_BY_BEAN,
        /** Transaction, or session before its greeting: refused by the connector, because of a limit, a rule or an error of the client. */
        REFUSED,
        /** Transaction: a bean or the commit failed, and all was rolled back. */
        FAILED,
        /** Transaction: a bean or the container set the transaction to rollback-only. */
        ROLLED_BACK,
        /**
         * Transaction: it took longer than {@code timeout.processing} and was rolled back. Session: the client was silent for
         * too long.
         */
        TIMED_OUT,
        /** Transaction: no bean, endpoint or thread was free in time. */
        UNAVAILABLE,
        /** Transaction: the client ended it with RSET, QUIT, HELO or EHLO. */
        ABORTED,
        /** Transaction, session: the client disconnected, or the connection was lost. */
        DISCONNECTED,
        /** Session: the client sent QUIT. */
        CLOSED,
        /** Session, transaction: the connector has ended the session with 421. */
        SHUT_DOWN
    }

    /** An ended transaction or session. Immutable. */
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
         * The time at which MAIL came, or at which the connection was accepted.
         *
         * @return not null
         */
        Instant startedAt();

        /**
         * The time from {@link #startedAt} to the end.
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
         * @return printable; empty if the client did not give it; not null
         */
        String heloName();

        /**
         * The protocol of TLS, for example {@code TLSv1.3}.
         *
         * @return empty without TLS; not null
         */
        Optional<String> tlsProtocol();

        /**
         * The cipher suite of TLS.
         *
         * @return empty without TLS; not null
         */
        Optional<String> tlsCipherSuite();

        /**
         * Returns the authenticated user.
         *
         * @return empty without authentication; not null
         */
        Optional<String> user();

        /**
         * The sender of the envelope, as the client gave it.
         *
         * @return empty if this is about a session; not null
         */
        Optional<SmtpAddress> reversePath();

        /**
         * The recipients, as the client gave them, with the replies to them; only the first ones if there were many.
         *
         * @return at most {@value #MAX_RECIPIENTS}; unmodifiable, not null
         */
        List<Recipient> recipients();

        /** The maximum number of recipients in an entry. */
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
         * @return empty if the client disconnected before the reply; not null
         */
        Optional<SmtpReply> reply();

        /**
         * Returns the outcome.
         *
         * @return not null
         */
        Outcome outcome();

        /**
         * The class names of the beans for the message.
         *
         * @return empty if no message was received, or if this is about a session; unmodifiable, not null
         */
        List<String> beans();

        /**
         * Returns the time that the message waited for the beans.
         *
         * @return zero if no message was received; not null
         */
        Duration queued();

        /**
         * Returns the time that the beans and the commit took.
         *
         * @return zero if no message was received; not null
         */
        Duration processing();

        /**
         * Returns the dialogue: lines that begin with {@code C: } (the client) or {@code S: } (the server), or are remarks in angle
         * brackets, separated by LF. A body is one line. Secrets are left out, and unprintable characters are escaped.
         * The dialogue of a transaction has the lines before the first transaction of the session, and then its own lines. A long
         * dialogue has a remark in place of its middle.
         *
         * @return at most about 16,000 characters; not null
         */
        String transcript();
    }

    /**
     * A recipient with its reply.
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
         * Tells whether the recipient was accepted.
         *
         * @return true if the reply is positive
         */
        public boolean isAccepted() {
            return reply.isPositive();
        }
    }
}
