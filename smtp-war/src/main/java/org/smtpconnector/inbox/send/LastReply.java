package org.smtpconnector.inbox.send;

import jakarta.mail.Transport;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The last reply that a transport has heard. Jakarta Mail has no method for it; the transport of its implementation has had one of
 * this name since JavaMail 1.3, in a package whose name has changed several times.
 */
final class LastReply {

    private static final Logger LOGGER = Logger.getLogger(LastReply.class.getName());

    private LastReply() {}

    static Optional<String> of(Transport transport) {
        try {
            Object reply =
                    transport.getClass().getMethod("getLastServerResponse").invoke(transport);
            return Optional.ofNullable((String) reply).map(String::strip).filter(text -> !text.isEmpty());
        } catch (ReflectiveOperationException e) {
            LOGGER.log(Level.FINE, "This implementation of Jakarta Mail does not tell replies", e);
            return Optional.empty();
        }
    }
}
