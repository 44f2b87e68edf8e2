package org.smtpconnector.sample.sink.stdout;

import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Prints each message as one line of JSON. If the line cannot be written, the sender hears 451. */
@MessageDriven
public class StdoutBean implements SmtpMessageListener {

    @EJB
    StandardOutput output;

    @Override
    public void onMessage(SmtpMessage message) {
        try {
            // The line is made here, in parallel with others. Only writing it has to wait for its turn.
            output.write(MessageLine.of(message, output.maxContent()));
        } catch (IOException e) {
            // A RuntimeException rolls the transaction back.
            throw new UncheckedIOException(e);
        }
    }
}
