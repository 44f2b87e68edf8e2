package org.smtpconnector.inbox.bean;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.inbox.store.MessageWriter;

/**
 * Takes mail into the store. Only {@link #onMessage} is needed for that; the other two methods show how to refuse somebody
 * before the content is sent, and how to record another address than the client named.
 *
 * <p>Nothing here says which listener the mail comes from, so it is that of all listeners. The container keeps a pool of these
 * beans: what belongs to a session is not kept in a field.
 */
@MessageDriven
public class InboxBean implements SmtpMessageListener {

    @Inject
    MessageWriter writer;

    @Inject
    AddressRules rules;

    /**
     * Refuses a sender that the configuration names. What is thrown is what the client hears, at once: no transaction begins,
     * and no content is sent.
     */
    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress sender)
            throws SmtpRejectedException {
        if (rules.refusesSender(sender)) {
            throw new SmtpRejectedException(550, "5.7.1", "No mail from this sender is taken here");
        }
        return sender;
    }

    /**
     * Refuses a recipient that the configuration names, and records another one in place of an alias. The client hears 250
     * for the address that it knows; {@link SmtpMessage#recipients} has what is returned here.
     */
    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        SmtpAddress rewritten = rules.rewritten(recipient);
        if (rules.refusesRecipient(recipient) || rules.refusesRecipient(rewritten)) {
            throw new SmtpRejectedException(550, "5.1.1", "No mail for this recipient is taken here");
        }
        return rewritten;
    }

    /**
     * Stores the message in the transaction around this call, so the client hears 250 only after it is in the database. If the
     * database refuses, the store's exception leaves this method, the transaction is rolled back, and the client hears 451
     * and tries again. The store refuses by itself when too many large messages come at once.
     */
    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        writer.add(message);
    }
}
