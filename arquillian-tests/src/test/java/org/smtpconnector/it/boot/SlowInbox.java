package org.smtpconnector.it.boot;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** The bean of the application whose start takes its time. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "slow"))
public class SlowInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        // the test looks at the reply only
    }
}
