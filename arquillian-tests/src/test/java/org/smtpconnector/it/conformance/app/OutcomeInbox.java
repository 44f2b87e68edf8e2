package org.smtpconnector.it.conformance.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/**
 * Adds a row for each message, and then does what the recipient's local part says. The domain's first label names the database;
 * {@code both} is an XA resource of PostgreSQL and one of H2.
 */
@MessageDriven(
        activationConfig =
                @ActivationConfigProperty(propertyName = "listeners", propertyValue = "default,tls,environment"))
public class OutcomeInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Inject
    Deeper deeper;

    @Inject
    Transacted transacted;

    @Resource
    MessageDrivenContext context;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        SmtpAddress recipient = message.recipients().get(0);
        String subject = message.header("Subject").orElse("");
        String database = recipient.domain().substring(0, recipient.domain().indexOf('.'));
        if (database.equals("both")) {
            mails.insert("h2", subject, recipient.localPart());
            database = "xa";
        }
        mails.insert(database, subject, recipient.localPart());
        switch (recipient.localPart()) {
            case "runtime" -> throw new IllegalStateException("secret of the bean");
            case "error" -> throw new StackOverflowError("secret of the bean");
            case "refuse" -> throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
            case "later" -> throw new SmtpRejectedException(450, "4.2.1", "Come again");
            case "rollback-only" -> context.setRollbackOnly();
            case "deeper" -> deeper.rollBack();
            case "cdi" -> transacted.fail();
            case "requires-new" -> deeper.rollBackItsOwn(database, subject);
            // The second row is found to be one too many when the transaction commits.
            case "deferred" -> {
                mails.insert(database, subject, "once", subject);
                mails.insert(database, subject, "twice", subject);
            }
            case "killed" -> mails.kill(database, mails.session(database));
            case "gate" -> Gate.pass();
            default -> {}
        }
    }
}
