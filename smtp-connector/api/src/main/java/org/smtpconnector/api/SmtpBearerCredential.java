package org.smtpconnector.api;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;

/** A token that a client authenticates with, instead of a password (RFC 7628, XOAUTH2). */
public final class SmtpBearerCredential implements Credential {

    private final String user;
    private final String token;

    /**
     * A user and a token.
     *
     * @param user whom the client says the token is for; may be empty, not null
     * @param token not null
     */
    public SmtpBearerCredential(String user, String token) {
        this.user = Objects.requireNonNull(user, "user");
        this.token = Objects.requireNonNull(token, "token");
    }

    /**
     * Returns the user for whom the client says the token is.
     *
     * @return may be empty, not null
     */
    public String user() {
        return user;
    }

    /**
     * The token.
     *
     * @return a secret, not null
     */
    public String token() {
        return token;
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return "SmtpBearerCredential[" + user + ']';
    }
}
