package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/** What the engine asks the application, through its host, once syntax and order have been found right. */
public sealed interface SmtpQuestion {

    /** The session at the moment of the question; immutable. */
    SessionFacts session();

    /**
     * May this recipient be recorded? Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.RecordAs} or
     * {@link SmtpDecision.Answer}.
     *
     * @param session not null
     * @param transaction without this recipient; not null
     * @param recipient not null
     */
    record RcptTo(SessionFacts session, SmtpTransaction transaction, SmtpAddress recipient) implements SmtpQuestion {}

    /**
     * The body has been received to its end: take it. Answered by {@link SmtpDecision#PROCEED}, which means that the
     * message is safe and gives the default success reply, or by {@link SmtpDecision.Answer}; with LMTP also by
     * {@link SmtpDecision.AnswerEach}. The body belongs to the host from here on: {@link SmtpHost#discardBody} is not called
     * any more.
     *
     * @param session not null
     * @param transaction not null
     */
    record Message(SessionFacts session, SmtpTransaction transaction) implements SmtpQuestion {}

    /**
     * Is this client who it says it is? Answered by {@link SmtpDecision#PROCEED} or {@link SmtpDecision.Answer}, which after a
     * refusal is best {@link Replies#AUTHENTICATION_FAILED} for a wrong credential and {@link Replies#AUTHENTICATION_UNAVAILABLE}
     * if that cannot be told now (RFC 4954 section 6).
     *
     * @param session not null
     * @param credential not null
     */
    record Authenticate(SessionFacts session, SmtpCredential credential) implements SmtpQuestion {}

    /**
     * A client has connected. Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.Say}, or a refusal, after which the
     * session is over; whatever its code, the client hears 554 or 421, which is all that RFC 5321 section 4.3.2 allows.
     *
     * @param session not null
     * @param greeting what the greeting says after the server's name; not null
     */
    record Connect(SessionFacts session, String greeting) implements SmtpQuestion {}

    /**
     * The client says who it is. Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.Say} or a refusal.
     *
     * @param session as it was before; not null
     * @param heloName not null
     * @param greeting what the reply says after the server's name; not null
     */
    record Hello(SessionFacts session, String heloName, String greeting) implements SmtpQuestion {}

    /**
     * May this sender begin a transaction? Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.RecordAs} or
     * {@link SmtpDecision.Answer}.
     *
     * @param session not null
     * @param transaction the one that begins; not null
     */
    record MailFrom(SessionFacts session, SmtpTransaction transaction) implements SmtpQuestion {}

    /**
     * May the content come? Answered by {@link SmtpDecision#PROCEED}, {@link SmtpDecision.AddHeader} or a refusal, after which the
     * transaction is over.
     *
     * @param session not null
     * @param transaction not null
     */
    record DataStart(SessionFacts session, SmtpTransaction transaction) implements SmtpQuestion {}

    /**
     * A command that does not exist. Answered by {@link SmtpDecision#PROCEED} or {@link SmtpDecision.Answer}.
     *
     * @param session not null
     * @param command the line without its CRLF; not null
     * @param reply what the answer is by default; not null
     */
    record UnknownCommand(SessionFacts session, String command, SmtpReply reply) implements SmtpQuestion {}
}
