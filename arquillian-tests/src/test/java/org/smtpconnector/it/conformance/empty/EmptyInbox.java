package org.smtpconnector.it.conformance.empty;

import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Does nothing: what a message costs is the server's and the adapter's. */
@MessageDriven
public class EmptyInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        // nothing
    }
}
