package org.smtpconnector.protocol.sasl;

import org.smtpconnector.protocol.AuthMechanism;

/** Knows the exchange of each mechanism. */
public final class SaslMechanisms {

    private SaslMechanisms() {}

    /**
     * Begins an exchange.
     *
     * @param mechanism not null
     * @return a new one, not null
     */
    public static SaslExchange begin(AuthMechanism mechanism) {
        return switch (mechanism) {
            case PLAIN -> new PlainExchange();
            case LOGIN -> new LoginExchange();
            case XOAUTH2 -> new BearerExchange(false);
            case OAUTHBEARER -> new BearerExchange(true);
        };
    }
}
