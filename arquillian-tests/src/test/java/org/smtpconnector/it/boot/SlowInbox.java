package org.smtpconnector.it.boot;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** The bean of the application that starts slowly. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "slow"))
public class SlowInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        // the reply is looked at
    }
}
