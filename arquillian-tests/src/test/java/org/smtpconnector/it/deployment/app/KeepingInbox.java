package org.smtpconnector.it.deployment.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.it.deployment.store.KeptMails;

/** Keeps all messages by means of a library. The last property is one that no adapter knows. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "kept"),
            @ActivationConfigProperty(propertyName = "endpointPoolMaxSize", propertyValue = "3")
        })
public class KeepingInbox implements SmtpMessageListener {

    @Inject
    KeptMails mails;

    @Override
    public void onMessage(SmtpMessage message) {
        mails.keep(message.header("Subject").orElse(""));
    }
}
