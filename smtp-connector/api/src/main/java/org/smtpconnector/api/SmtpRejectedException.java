package org.smtpconnector.api;

import java.util.Objects;

/**
 * Refuses the command or the message of the client. The client gets the {@link #reply()} only: the message and the cause of
 * this exception go to the server's log.
 *
 * <p>Thrown by {@link SmtpMessageListener#onMessage} it rolls the transaction back, on every server and without any
 * {@code @ApplicationException} of the application's.
 */
public class SmtpRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    /**
     * Refuses with a reply; the log shows the same text.
     *
     * @param reply a 4xx or 5xx reply, not null
     * @throws IllegalArgumentException if the reply is positive
     */
    public SmtpRejectedException(SmtpReply reply) {
        this(reply, reply.toString().trim(), null);
    }

    /**
     * Refuses with a reply and another text for the log.
     *
     * @param reply a 4xx or 5xx reply, not null
     * @param logMessage for the log only, may be null
     * @param cause for the log only, may be null
     * @throws IllegalArgumentException if the reply is positive
     */
    public SmtpRejectedException(SmtpReply reply, String logMessage, Throwable cause) {
        super(logMessage, cause);
        this.reply = Objects.requireNonNull(reply, "reply");
        if (reply.isPositive()) {
            throw new IllegalArgumentException("A refusal needs a 4xx or 5xx reply, not " + reply.code());
        }
    }

    /**
     * Refuses with the reply made of these parts.
     *
     * @param code 400 to 559
     * @param enhancedCode as {@link SmtpReply#of}
     * @param text as {@link SmtpReply#of}
     * @throws IllegalArgumentException as {@link SmtpReply#of}, or if the reply is positive
     */
    public SmtpRejectedException(int code, String enhancedCode, String text) {
        this(SmtpReply.of(code, enhancedCode, text));
    }

    /**
     * Returns the reply for the client.
     *
     * @return a 4xx or 5xx reply; null only after deserialization
     */
    public SmtpReply reply() {
        return reply;
    }
}
