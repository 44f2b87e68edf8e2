package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** The first of two beans on a listener: wants all mail for example.org. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "pair"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "*@example.org")
        })
public class FirstInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Override
    public void onMessage(SmtpMessage message) {
        mails.insert("plain", message.header("Subject").orElse(""), "first");
        message.setReply(SmtpReply.of(250, "2.6.0", "First"));
    }
}
