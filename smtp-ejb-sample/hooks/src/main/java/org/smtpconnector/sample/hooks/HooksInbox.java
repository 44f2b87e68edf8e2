package org.smtpconnector.sample.hooks;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.lang.System.Logger;
import java.time.Duration;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Takes the mail of one domain, and decides while the client still talks. */
@MessageDriven(
        activationConfig = @ActivationConfigProperty(propertyName = "recipients", propertyValue = "*@example.com"))
public class HooksInbox implements SmtpMessageListener {

    private static final Logger LOG = System.getLogger(HooksInbox.class.getName());

    private static final String REFUSALS = "refusals";

    /** Refuses a sender. Who tries again in the same session waits a second longer for each reply. */
    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
            throws SmtpRejectedException {
        if (reversePath.domain().equalsIgnoreCase("spam.example")) {
            int refusals = (Integer) session.attributes().merge(REFUSALS, 1, (old, one) -> (Integer) old + 1);
            session.delayReply(Duration.ofSeconds(refusals - 1L));
            throw new SmtpRejectedException(550, "5.7.1", "No mail from there, " + refusals + " times refused");
        }
        return reversePath;
    }

    /** Records {@code anna+news@example.com} as {@code anna@example.com} (RFC 5233). */
    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
        int detail = recipient.localPart().indexOf('+');
        return detail <= 0
                ? recipient
                : new SmtpAddress(recipient.localPart().substring(0, detail), recipient.domain());
    }

    /**
     * Puts a header field before those of the message: the user who has authenticated (see {@link Users}). It is always there, so that
     * the first field of that name is ours and not one that the client sent.
     */
    @Override
    public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
        return session.authenticationId().map(user -> "X-Sent-By: " + user).orElse("X-Sent-By: nobody");
    }

    @Override
    public void onMessage(SmtpMessage message) {
        LOG.log(
                Logger.Level.INFO,
                "{0} for {1}, sent by {2}",
                message.transaction().id(),
                message.recipients(),
                message.header("X-Sent-By").orElseThrow());
    }
}
