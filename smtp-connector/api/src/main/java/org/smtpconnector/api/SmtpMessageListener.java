package org.smtpconnector.api;

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
 * <p>A hook whose default is not overridden by the bean class is never dispatched and costs nothing.
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
     * Decides about one recipient, at the {@code RCPT} command (RFC 5321 section 4.1.1.3).
     *
     * @param session the session as it is now
     * @param transaction the mail transaction so far, without this recipient
     * @param recipient the recipient that the client named
     * @return the recipient to record, not null: the argument, or another address in its place
     * @throws SmtpRejectedException to refuse this recipient; the transaction goes on
     */
    default SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        return recipient;
    }
}
