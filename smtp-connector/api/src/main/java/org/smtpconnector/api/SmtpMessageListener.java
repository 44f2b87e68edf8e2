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
 * block. The SMTP session waits for it and processes no further command meanwhile. Beans are pooled: keep the state of a session in
 * {@link SmtpSession#attributes()}, not in a field.
 *
 * <p>Every call has a transaction of its own. A hook's transaction commits before the message has arrived, so its changes stay if the
 * message is refused later: write to a database in {@link #onMessage}.
 *
 * <p>A method refuses by throwing {@link SmtpRejectedException}: the client gets its reply. For any other exception, and if the commit
 * fails, the client gets {@code 451 4.3.0} with an id, and the server's log has the cause under that id. A client sends the message again
 * after a 4xx, and gives up after a 5xx. To refuse a message for good because the database refuses a row, flush in {@code onMessage}, catch
 * the exception, and throw {@link SmtpRejectedException} with a 5xx.
 *
 * <p>The adapter does not call a hook that the bean class does not override. The exception is {@link #onAuthenticate}, whose default asks
 * the application's identity stores. {@link SmtpStatus#callHooks} switches overridden hooks off and on.
 */
public interface SmtpMessageListener {

    /**
     * Processes a complete message. The client gets {@code 250} only after the transaction around this call has committed. If
     * this method throws or sets the transaction to rollback-only, or if the commit fails, everything is rolled back and
     * the client gets a {@code 4xx} or {@code 5xx} and keeps the message (RFC 5321 section 4.2.5).
     *
     * @param message the message; readable until this method returns
     * @throws SmtpRejectedException to refuse the message; the transaction is rolled back
     */
    void onMessage(SmtpMessage message) throws SmtpRejectedException;

    /**
     * Decides about a client that has connected, before the greeting (RFC 5321 section 3.1).
     *
     * @param session the session as it is now
     * @param greeting the default text of the greeting after the server's name
     * @return the text to send, not null; characters that are not printable ASCII are left out
     * @throws SmtpRejectedException to refuse the client: the reply takes the place of the greeting, and the connection is
     *     closed; the code becomes 421 for a 4xx and 554 for a 5xx, because no other code is allowed there (RFC 5321 section
     *     4.3.2)
     */
    default String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
        return greeting;
    }

    /**
     * Cleans up after a session, when the client or the server has closed the connection. The adapter calls this method once for each session
     * that {@link #onConnect} has accepted, also if the server is full, and if the connection was lost while {@code onConnect} ran. It calls
     * the beans that were active when the session began and still are. No reply can follow, so an exception is only logged.
     *
     * @param session the session as it was at its end
     */
    default void onDisconnect(SmtpSession session) {}

    /**
     * Decides about the command HELO or EHLO (RFC 5321 section 4.1.1.1).
     *
     * @param session the session as it was before
     * @param heloName the name that the client gives itself: a claim, not checked
     * @param greeting the default text of the reply after the server's name
     * @return the text to send, not null; characters that are not printable ASCII are left out
     * @throws SmtpRejectedException to refuse the command; the client may try again
     */
    default String onHelo(SmtpSession session, String heloName, String greeting) throws SmtpRejectedException {
        return greeting;
    }

    /**
     * Checks a credential (RFC 4954). The default asks the application's Jakarta Security identity stores; without any, every
     * credential is refused.
     *
     * @param session the session as it is now
     * @param credential a {@link jakarta.security.enterprise.credential.UsernamePasswordCredential}, or an
     *     {@link SmtpBearerCredential} for a token
     * @return the result, not null; its caller principal and groups are those of the session from now on, and of the
     *     beans that are called for it where the server allows that
     * @throws SmtpRejectedException to give another reply than 535, for example 454 if the credential cannot be checked now
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
     * @param reversePath the sender that the client gave; {@link SmtpAddress#isNull()} for {@code <>}
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
     * @param recipient the recipient that the client gave; it is one of those that the bean asks for in its {@code activationConfig}
     * @return the recipient to record, not null: the argument, or another address in its place
     * @throws SmtpRejectedException to refuse this recipient; the transaction goes on. After {@code max-refused-recipients}
     *     refusals with a 5xx the session ends with 421
     */
    default SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        return recipient;
    }

    /**
     * Decides whether the client may send the content (RFC 5321 section 4.1.1.4), at {@code DATA} or at the first {@code BDAT}.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction, with all its recipients
     * @return header fields to put before those of the message, below {@code Received}; empty for none, not null. LF or CRLF separates
     *     the fields, and none is needed at the end. {@link SmtpMessage#header} finds these fields, not fields of the same name that the client
     *     sent. A text that is not a header field is an error of the bean: the client gets 451
     * @throws SmtpRejectedException to refuse the content; the transaction is over
     */
    default String onDataStart(SmtpSession session, SmtpTransaction transaction) throws SmtpRejectedException {
        return "";
    }

    /**
     * Decides about the header of the message, before the body is received. Of a header of more than 256 KiB the bean sees the first
     * 256 KiB, and cannot add fields to it.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction
     * @param headers the fields of the client, with those that were put before them; a copy: changes have no effect
     * @return header fields to put after those of the message, separated by LF or CRLF; empty for none, not null. {@link SmtpMessage#header}
     *     finds a field of the same name that the client sent before these
     * @throws SmtpRejectedException to refuse the message; the adapter reads and drops the rest of it
     */
    default String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers)
            throws SmtpRejectedException {
        return "";
    }

    /**
     * Gets the next piece of the content, header and body, while it arrives. The pieces come in order, and the adapter reads nothing from the client
     * during the call.
     *
     * @param session the session as it is now
     * @param transaction the mail transaction
     * @param chunk about 64 KiB, the last one less; not empty; read-only
     * @throws SmtpRejectedException to refuse the message; the adapter reads and drops the rest of it
     */
    default void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk)
            throws SmtpRejectedException {}

    /**
     * Sets the reply to a command that does not exist.
     *
     * @param session the session as it is now
     * @param command the line without its CRLF, at most {@code max-command-line} octets: it can contain any characters
     * @param reply the default reply
     * @return the reply to send, not null; a positive reply does not count as an error of the client
     * @throws SmtpRejectedException to send its reply
     */
    default SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply)
            throws SmtpRejectedException {
        return reply;
    }
}
