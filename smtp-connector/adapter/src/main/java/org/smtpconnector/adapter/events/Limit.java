package org.smtpconnector.adapter.events;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.Key;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.ProxyKeys;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Replies;

/** Every limit: the key that sets it, and the reply that tells a client of it. Each is counted. */
@SuppressWarnings("ImmutableEnumChecker") // keys and replies are immutable
public enum Limit {
    CONNECTIONS(LimitKeys.MAX_CONNECTIONS, Replies.TOO_MANY_CONNECTIONS),
    /** Not how many, but whose: a connection that no trusted proxy brings. */
    PROXY_PROTOCOL(ProxyKeys.PROTOCOL, Replies.PROXIES_ONLY),
    CLIENT_CONNECTIONS(LimitKeys.MAX_CONNECTIONS_PER_CLIENT, Replies.TOO_MANY_CLIENT_CONNECTIONS),
    MESSAGE_RATE(LimitKeys.MESSAGE_RATE_PER_CLIENT, Replies.MESSAGE_RATE),
    QUEUE(LimitKeys.MAX_QUEUED_PROCESSINGS, Replies.QUEUE_FULL),
    MESSAGES(LimitKeys.MAX_MESSAGES, Replies.TOO_MANY_MESSAGES),
    RECIPIENTS(LimitKeys.MAX_RECIPIENTS, Replies.TOO_MANY_RECIPIENTS),
    MESSAGE_SIZE(MessageKeys.MAX_MESSAGE_SIZE, Replies.MESSAGE_TOO_BIG),
    COMMAND_LINE(LimitKeys.MAX_COMMAND_LINE, Replies.LINE_TOO_LONG),
    DATA_LINE(LimitKeys.MAX_DATA_LINE, Replies.DATA_LINE_TOO_LONG),
    ERRORS(LimitKeys.MAX_ERRORS, Replies.TOO_MANY_ERRORS),
    REFUSED_RECIPIENTS(LimitKeys.MAX_REFUSED_RECIPIENTS, Replies.TOO_MANY_REFUSED_RECIPIENTS),
    JUNK_COMMANDS(LimitKeys.MAX_JUNK_COMMANDS, Replies.TOO_MANY_JUNK_COMMANDS),
    AUTH_FAILURES(AuthKeys.MAX_FAILURES, Replies.TOO_MANY_AUTH_FAILURES),
    STORAGE(MessageKeys.SPOOL_DISK_BUDGET, Replies.STORAGE_FULL),
    GREETING_TIME(TimeoutKeys.GREETING, Replies.GREETING_TIMEOUT),
    COMMAND_TIME(TimeoutKeys.COMMAND, Replies.TIMEOUT),
    DATA_TIME(TimeoutKeys.DATA, Replies.DATA_TIMEOUT),
    SESSION_TIME(TimeoutKeys.SESSION, Replies.SESSION_TIMEOUT),
    PROCESSING_TIME(TimeoutKeys.PROCESSING, Replies.PROCESSING_TIMEOUT);

    /** By enhanced code and text, since in place of the greeting the code of a reply changes (RFC 5321 section 4.3.2). */
    private static final Map<String, Limit> BY_REPLY = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(limit -> BY_REPLY.put(said(limit.reply), limit));
        // The same time, but all of it was spent in waiting for a bean.
        BY_REPLY.put(said(Replies.BUSY), PROCESSING_TIME);
    }

    private final Key<?> key;
    private final SmtpReply reply;

    Limit(Key<?> key, SmtpReply reply) {
        this.key = key;
        this.reply = reply;
    }

    /** Returns the name of the key, such as {@code max-connections}. */
    String key() {
        return key.name();
    }

    /** Returns the reply that tells a client of the limit. */
    public SmtpReply reply() {
        return reply;
    }

    /** The limit that a reply tells of; null if it tells of none. */
    static Limit toldBy(SmtpReply reply) {
        return reply.isPositive() ? null : BY_REPLY.get(said(reply));
    }

    private static String said(SmtpReply reply) {
        return reply.enhancedCode() + ' ' + String.join("\n", reply.lines());
    }
}
