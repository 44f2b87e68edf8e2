package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;

/** The second of two beans on a listener: wants mail for the support, also that of example.com, and refuses the angry. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "pair"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "support@*,angry@*")
        })
public class SecondInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        mails.insert("plain", message.header("Subject").orElse(""), "second");
        if (message.recipients().get(0).localPart().equals("angry")) {
            throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
        }
        message.setReply(SmtpReply.of(250, "2.6.0", "Second"));
    }
}
