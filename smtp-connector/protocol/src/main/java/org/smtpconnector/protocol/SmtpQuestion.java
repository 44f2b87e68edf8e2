package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** What the engine asks the application, through its host, once syntax and order have been found right. */
public sealed interface SmtpQuestion {

    /** The session at the moment of the question; immutable. */
    SmtpSession session();

    /**
     * May this recipient be recorded? Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.RecordAs} or
     * {@link SmtpDecision.Answer}.
     *
     * @param session not null
     * @param transaction without this recipient; not null
     * @param recipient not null
     */
    record RcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) implements SmtpQuestion {}

    /**
     * The body has been received to its end: take it. Answered by {@link SmtpDecision#PROCEED}, which means that the
     * message is safe and gives the default success reply, or by {@link SmtpDecision.Answer}; with LMTP also by
     * {@link SmtpDecision.AnswerEach}. The body belongs to the host from here on: {@link SmtpHost#discardBody} is not called
     * any more.
     *
     * @param session not null
     * @param transaction not null
     */
    record Message(SmtpSession session, SmtpTransaction transaction) implements SmtpQuestion {}

    /**
     * Is this client who it says it is? Answered by {@link SmtpDecision#PROCEED} or {@link SmtpDecision.Answer}, which after a
     * refusal is best {@link Replies#AUTHENTICATION_FAILED} for a wrong credential and {@link Replies#AUTHENTICATION_UNAVAILABLE}
     * if that cannot be told now (RFC 4954 section 6).
     *
     * @param session not null
     * @param credential not null
     */
    record Authenticate(SmtpSession session, SmtpCredential credential) implements SmtpQuestion {}
}
