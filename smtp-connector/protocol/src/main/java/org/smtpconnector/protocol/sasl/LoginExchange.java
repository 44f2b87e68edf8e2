package org.smtpconnector.protocol.sasl;

import org.smtpconnector.protocol.Secret;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.syntax.SyntaxException;

/** LOGIN: a user name, then a password; the initial response is the user name (draft-murchison-sasl-login). */
final class LoginExchange extends SaslExchange {

    private String user;

    @Override
    public Step first() {
        return Step.challenge("Username:");
    }

    @Override
    public Step respond(byte[] response) throws SyntaxException {
        String text = utf8(response);
        if (user == null) {
            require(!text.isEmpty());
            user = name(text);
            return Step.challenge("Password:");
        }
        return Step.credential(new SmtpCredential.Password(user, "", new Secret(text)));
    }
}
