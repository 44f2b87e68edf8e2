package org.smtpconnector.benchmarks;

import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** A bean that does nothing: what is measured is the way to it. */
@MessageDriven
public class EmptyInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {}
}
