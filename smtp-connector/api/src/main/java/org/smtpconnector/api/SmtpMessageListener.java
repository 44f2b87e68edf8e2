package org.smtpconnector.api;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.mail.internet.InternetHeaders;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.nio.ByteBuffer;

/**
 * Receives e-mail. A message-driven bean that implements this interface is called for the mail that the SMTP connector
 * accepts.
 *
 * <pre>{@code
 * @MessageDriven
 * public class SupportInbox implements SmtpMessageListener {
 *     @Inject TicketService tickets;
 *
 *     @Override public void onMessage(SmtpMessage message) throws SmtpRejectedException {
 *         tickets.open(message.reversePath(), message.mimeMessage());
 *     }
 * }
 * }</pre>
 *
 * <p>Every method runs on a thread of the container, with the application's class loader, never on an event loop: it may
 * block. The SMTP session waits for it, and no further command of that session is looked at meanwhile. Beans are pooled;
 * what belongs to a session must not be kept in a field.
 *
 * <p>A method refuses by throwing {@link SmtpRejectedException}: its reply goes to the client. Whatever else is thrown is
 * answered {@code 451 4.3.0} with an id, and its cause is found under that id in the server's log only.
 *
 * <p>A hook whose default is not overridden by the bean class is never dispatched and costs nothing; but for {@link
 * #onAuthenticate}, whose default asks the application. {@link SmtpStatus#callHooks} switches overridden hooks off and on.
 */
public interface SmtpMessageListener {

    /**
     * Takes a complete message. The client hears {@code 250} only after the transaction around this call has committed;
     * if this method throws, sets the transaction to rollback-only, or if the commit fails, everything is rolled back and
     * the client hears a {@code 4xx} or {@code 5xx} and keeps the message (RFC 5321 section 4.2.5).
     *
     * @param message the message; readable until this method returns
     * @throws SmtpRejectedException to refuse the message; the transaction is rolled back
     */
    void onMessage(SmtpMessage message) throws SmtpRejectedException;

    /**
     * A client has connected, and has heard nothing yet (RFC 5321 section 3.1).
     *
     * @param session the session as it is now
     * @param greeting what the greeting would say after the server's name
     * @return what it shall say, not null; what is not printable ASCII is left out
     * @throws SmtpRejectedException to refuse the client: it hears the reply in place of the greeting, and the connection is
     *     closed; its code becomes 421 for a 4xx and 554 for a 5xx, since nothing else may stand there (RFC 5321 section
     *     4.3.2)
     */
    default String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
        return greeting;
    }

    /**
     * The connection is closed, by the client or by the server. Called once for each session that {@link #onConnect} has let in, on the
     * beans that were active when the session began and still are: however full the server is, and also if the connection was lost
     * while {@code onConnect} ran. No reply can follow, so an exception of this method is only logged.
     *
     * @param session the session as it was at its end
     */
    default void onDisconnect(SmtpSession session) {}

    /**
     * The client has said who it is, with HELO or EHLO (RFC 5321 section 4.1.1.1).
     *
     * @param session the session as it was before
     * @param heloName what the client calls itself: a claim, not checked
     * @param greeting what the reply would say after the server's name
     * @return what it shall say, not null; what is not printable ASCII is left out
     * @throws SmtpRejectedException to refuse the command; the client may try again
     */
    default String onHelo(SmtpSession session, String heloName, String greeting) throws SmtpRejectedException {
        return greeting;
    }

    /**
     * The client wants to authenticate (RFC 4954). Unless overridden, the application's Jakarta Security identity stores
     * decide, and if there are none, nobody is let in.
     *
     * @param session the session as it is now
     * @param credential a {@link jakarta.security.enterprise.credential.UsernamePasswordCredential}, or an
     *     {@link SmtpBearerCredential} for a token
     * @return the result, not null; its caller principal and groups are those of the session from now on, and of the
     *     beans that are called for it where the server allows that
     * @throws SmtpRejectedException to answer something else than 535, for example 454 if it cannot be told now
     */
    default CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential)
            throws SmtpRejectedException {
        return CDI.current().select(IdentityStoreHandler.class).get().validate(credential);
    }

    /**
     * Decides about the sender, at the {@code MAIL} command (RFC 5321 section 4.1.1.2).
     *
     * @param session the session as it is now
     * @param transaction the mail transaction that begins, with this reverse-path
     * @param reversePath the sender that the client named; {@link SmtpAddress#isNull()} for {@code <>}
     * @return the sender to record, not null: the argument, or another address in its place
     * @throws SmtpRejectedException to refuse the sender; no transaction begins
     */
    default SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
            throws SmtpRejectedException {
        return reversePath;
    }

    /**
     * Decides about one recipient, at the {@code RCPT} command (RFC 5321 section 4.1.1.3).
     *
     * @param session the session as it is now
     * @param transaction the mail transaction so far, without this recipient
     * @param recipient the recipient that the client named
     * @return the recipient to record, not null: the argument, or another address in its place
     * @throws SmtpRejectedException to refuse this recipient; the transaction goes on. After {@code max-refused-recipients} that
     *     were refused with a 5xx the session is ended with 421
     */
    default SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        return recipient;
    }

    /**
     * The client wants to send the content (RFC 5321 section 4.1.1.4): at {@code DATA}, or at the first {@code BDAT}.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction, with all its recipients
     * @return header fields to put before those of the message, each on a line of its own; empty for none, not null
     * @throws SmtpRejectedException to refuse the content; the transaction is over
     */
    default String onDataStart(SmtpSession session, SmtpTransaction transaction) throws SmtpRejectedException {
        return "";
    }

    /**
     * The header of the message has been received, the body has not. A header of more than 256 KiB is shown as far as it
     * stands in them, and cannot be added to.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction
     * @param headers the fields as received, with those that were put before them; a copy: changes have no effect
     * @return header fields to put after those of the message, each on a line of its own; empty for none, not null
     * @throws SmtpRejectedException to refuse the message; what is still to come is read and dropped
     */
    default String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers)
            throws SmtpRejectedException {
        return "";
    }

    /**
     * Another piece of the content has been received, header and body alike; called in order. The client is not read from
     * while this runs.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction
     * @param chunk about 64 KiB, the last one less; not empty; read-only
     * @throws SmtpRejectedException to refuse the message; what is still to come is read and dropped
     */
    default void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk)
            throws SmtpRejectedException {}

    /**
     * The client has sent a command that does not exist.
     *
     * @param session the session as it is now
     * @param command the line without its CRLF, at most {@code max-command-line} octets: anything that a peer can send
     * @param reply what the answer would be
     * @return the answer, not null; a positive one does not count as an error of the client's
     * @throws SmtpRejectedException to answer with its reply
     */
    default SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply)
            throws SmtpRejectedException {
        return reply;
    }
}
