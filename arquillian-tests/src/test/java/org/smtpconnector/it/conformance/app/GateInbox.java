package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Adds a row, and waits before the gate. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "gate"))
public class GateInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Override
    public void onMessage(SmtpMessage message) {
        mails.insert("plain", message.header("Subject").orElse(""), "gate");
        Gate.pass();
    }
}
