package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/** A question to the application, which the engine asks through its host once syntax and order have been found right. */
public sealed interface HookCall {

    /** Returns the session at the moment of the question; immutable, not null. */
    SessionSnapshot session();

    /**
     * Asks whether this recipient may be recorded. Answered by {@link HookResult#PROCEED}, {@link HookResult.RecordAs} or
     * {@link HookResult.Answer}.
     *
     * @param session not null
     * @param transaction without this recipient; not null
     * @param recipient not null
     */
    record RcptTo(SessionSnapshot session, SmtpTransaction transaction, SmtpAddress recipient) implements HookCall {}

    /**
     * The body has been received to its end: take it. Answered by {@link HookResult#PROCEED}, which means that the
     * message is safe and gives the default success reply, or by {@link HookResult.Answer}; with LMTP also by
     * {@link HookResult.AnswerEach}. The body belongs to the host from here on: {@link SmtpHost#discardBody} is not called
     * any more.
     *
     * @param session not null
     * @param transaction not null
     */
    record Message(SessionSnapshot session, SmtpTransaction transaction) implements HookCall {}

    /**
     * Asks for the user of this credential. Answered by {@link HookResult.Authenticated} or by a refusal, which is best
     * {@link Replies#AUTHENTICATION_FAILED} for a wrong credential and {@link Replies#AUTHENTICATION_UNAVAILABLE}
     * if the application cannot tell now (RFC 4954 section 6).
     *
     * @param session not null
     * @param credential not null
     */
    record Authenticate(SessionSnapshot session, SmtpCredential credential) implements HookCall {}

    /**
     * A client has connected. Answered by {@link HookResult#PROCEED}, {@link HookResult.Say}, or a refusal, after which the
     * session is over; whatever its code, the client hears 554 or 421, which is all that RFC 5321 section 4.3.2 allows.
     *
     * @param session not null
     * @param greeting the text of the greeting after the server's name; not null
     */
    record Connect(SessionSnapshot session, String greeting) implements HookCall {}

    /**
     * The client gives its name with HELO, EHLO or LHLO. Answered by {@link HookResult#PROCEED}, {@link HookResult.Say} or a refusal.
     *
     * @param session as it was before; not null
     * @param heloName not null
     * @param greeting the text of the reply after the server's name; not null
     */
    record Hello(SessionSnapshot session, String heloName, String greeting) implements HookCall {}

    /**
     * Asks whether this sender may begin a transaction. Answered by {@link HookResult#PROCEED}, {@link HookResult.RecordAs} or
     * {@link HookResult.Answer}.
     *
     * @param session not null
     * @param transaction the one that begins; not null
     */
    record MailFrom(SessionSnapshot session, SmtpTransaction transaction) implements HookCall {}

    /**
     * Asks whether the content may come. Answered by {@link HookResult#PROCEED}, {@link HookResult.AddHeader} or a refusal, after which the
     * transaction is over.
     *
     * @param session not null
     * @param transaction not null
     */
    record DataStart(SessionSnapshot session, SmtpTransaction transaction) implements HookCall {}

    /**
     * A command that does not exist. Answered by {@link HookResult#PROCEED} or {@link HookResult.Answer}.
     *
     * @param session not null
     * @param command the line without its CRLF; not null
     * @param reply the default reply; not null
     */
    record UnknownCommand(SessionSnapshot session, String command, SmtpReply reply) implements HookCall {}
}
