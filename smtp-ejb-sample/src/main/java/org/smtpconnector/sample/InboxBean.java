package org.smtpconnector.sample;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.sample.store.MessageWriter;

/**
 * Takes every message of the default listener into the store.
 *
 * <p>The store writes in the transaction that the container started for {@link #onMessage}, so the client hears 250 only
 * after the message is in the database. If the database refuses, the store's exception leaves this method, the
 * transaction is rolled back, and the client hears 451 and tries again.
 */
@MessageDriven
public class InboxBean implements SmtpMessageListener {

    @Inject
    MessageWriter writer;

    @Override
    public void onMessage(SmtpMessage message) {
        writer.add(message);
    }
}
