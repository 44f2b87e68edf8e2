package org.smtpconnector.it.boot;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** The bean of the application whose start fails. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "failing"))
public class FailingInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        // no message arrives here
    }
}
