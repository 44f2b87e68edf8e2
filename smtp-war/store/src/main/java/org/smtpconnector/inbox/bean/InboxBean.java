package org.smtpconnector.inbox.bean;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.inbox.rules.Attempt;
import org.smtpconnector.inbox.rules.RuleBook;
import org.smtpconnector.inbox.rules.Stage;
import org.smtpconnector.inbox.store.MessageWriter;

/**
 * Takes mail into the store. Only {@link #onMessage} is needed for that; the other methods let the rules of the inbox answer in its place, and
 * {@code BeanHooks} of the web application has the connector call them only while there is such a rule.
 *
 * <p>Nothing here says which listener the mail comes from, so it is that of all listeners. The container keeps a pool of these
 * beans: what belongs to a session is not kept in a field.
 */
@MessageDriven
public class InboxBean implements SmtpMessageListener {

    @Inject
    MessageWriter writer;

    @Inject
    RecipientAliases aliases;

    @Inject
    RuleBook rules;

    @Inject
    SmtpAuth auth;

    /** Lets the rules answer in place of the greeting. */
    @Override
    public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
        rules.apply(session, null, Attempt.of(Stage.CONNECT, null, List.of()));
        return greeting;
    }

    /** Lets the rules answer, and then whoever decides about users. */
    @Override
    public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential)
            throws SmtpRejectedException {
        rules.apply(session, null, Attempt.of(Stage.AUTH, null, List.of()));
        return auth.takesAnybody()
                ? SmtpAuth.anybody(credential)
                : SmtpMessageListener.super.onAuthenticate(session, credential);
    }

    /** Lets the rules answer about a sender: what is thrown is what the client hears, at once, and no transaction begins. */
    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress sender)
            throws SmtpRejectedException {
        rules.apply(session, transaction, Attempt.of(Stage.MAIL, sender, List.of()));
        return sender;
    }

    /**
     * Lets the rules answer about a recipient, and records another one in place of an alias. The client hears 250
     * for the address that it knows; {@link SmtpMessage#recipients} has what is returned here.
     */
    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        SmtpAddress rewritten = aliases.rewritten(recipient);
        rules.apply(
                session, transaction, Attempt.of(Stage.RCPT, transaction.reversePath(), List.of(recipient, rewritten)));
        return rewritten;
    }

    /** Lets the rules answer before the content is sent. */
    @Override
    public String onDataStart(SmtpSession session, SmtpTransaction transaction) throws SmtpRejectedException {
        rules.apply(session, transaction, Attempt.of(Stage.DATA, transaction.reversePath(), transaction.recipients()));
        return "";
    }

    /**
     * Stores the message in the transaction around this call, so the client hears 250 only after it is in the database. If the
     * database refuses, the store's exception leaves this method, the transaction is rolled back, and the client hears 451
     * and tries again. The store refuses by itself when too many large messages come at once.
     */
    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        rules.apply(
                message.session(),
                message.transaction(),
                new Attempt(
                        Stage.BODY, message.reversePath(), message.recipients(), () -> MessageWriter.subject(message)));
        writer.add(message);
    }
}
