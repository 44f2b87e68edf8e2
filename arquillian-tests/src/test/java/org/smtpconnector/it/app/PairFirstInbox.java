package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** The first of a pair: writes to the database that the recipient {@code first.second.what@...} names first. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "pair"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1")
        })
public class PairFirstInbox implements SmtpMessageListener {

    @Inject
    Databases databases;

    @Override
    public void onMessage(SmtpMessage message) {
        String[] recipient = message.recipients().get(0).localPart().split("\\.", -1);
        databases.insert(recipient[0], message.header("Subject").orElse(""));
    }
}
