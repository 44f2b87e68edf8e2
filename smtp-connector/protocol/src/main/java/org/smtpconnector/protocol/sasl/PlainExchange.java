package org.smtpconnector.protocol.sasl;

import org.smtpconnector.protocol.Secret;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.syntax.SyntaxException;

/** PLAIN: {@code [authzid] NUL authcid NUL passwd} (RFC 4616 section 2). */
final class PlainExchange extends SaslExchange {

    @Override
    public Step respond(byte[] response) throws SyntaxException {
        String[] parts = utf8(response).split("\0", -1);
        require(parts.length == 3 && !parts[1].isEmpty());
        return Step.credential(new SmtpCredential.Password(name(parts[1]), name(parts[0]), new Secret(parts[2])));
    }
}
