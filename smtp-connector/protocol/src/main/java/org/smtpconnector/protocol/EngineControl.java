package org.smtpconnector.protocol;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.syntax.Verb;

/** The side of the engine that its parts see: those that read lines, and those that handle commands, AUTH and data. */
interface EngineControl {

    /** Returns the observer of the session; not null. */
    SmtpObserver observer();

    /** Returns the time that came with the input at hand; not null. */
    Instant now();

    /** Asks the host. The engine takes input again after the verdict. */
    void ask(HookCall question, Consumer<Verdict> then);

    /** Announces that the next reply is the one to this command. */
    void executing(Verb verb);

    /** Queues a reply. A 421 ends the session (RFC 5321 section 3.8); the engine drops all replies after it. */
    void reply(SmtpReply reply);

    /** Refuses a command that is ill-formed, unknown or out of order, and counts the error. */
    void replyError(SmtpReply reply);

    /** Counts a command that has been answered and has brought no message nearer; one too many in a row ends the session. */
    void countJunk();

    /** Asks whether the client is welcome; ends the session, or hands the greeting on. */
    void greet(Consumer<SmtpReply> welcome);

    /**
     * Ends the transaction, and its body if that is still coming.
     *
     * @param replies the replies that have ended it and have been given; empty if the client has given it up
     * @param verdict the verdict that has ended it; null if the engine or the client has
     */
    void endTransaction(List<SmtpReply> replies, Verdict verdict);

    /** Begins TLS: STARTTLS was accepted, and the reply is queued. */
    void startTls();

    /** Ends the session. */
    void close();
}
