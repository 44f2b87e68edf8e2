package org.smtpconnector.inbox.send;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A message that Jakarta Mail sends as it is: it reads, changes and leaves out nothing of it. */
final class RawMessage extends MimeMessage {

    private final Content octets;

    RawMessage(Session session, Content content) {
        super(session);
        this.octets = content;
    }

    @Override
    public void writeTo(OutputStream output, String[] ignoredFields) throws IOException {
        try (InputStream input = octets.open()) {
            input.transferTo(output);
        }
    }
}
