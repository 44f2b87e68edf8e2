package org.smtpconnector.protocol;

import java.util.Objects;

/** What a client showed with AUTH (RFC 4954), to be checked by the application. */
public sealed interface SmtpCredential {

    /**
     * Who the client says it is.
     *
     * @return not null; may be empty with {@link Bearer}, whose token tells
     */
    String authenticationId();

    /**
     * Whom it wants to act as (RFC 4422 section 2).
     *
     * @return not null; empty if it named nobody
     */
    String authorizationId();

    /**
     * A password, of PLAIN or LOGIN.
     *
     * @param authenticationId not empty
     * @param authorizationId not null
     * @param password not null
     */
    record Password(String authenticationId, String authorizationId, Secret password) implements SmtpCredential {
        public Password {
            Objects.requireNonNull(authenticationId, "authenticationId");
            Objects.requireNonNull(authorizationId, "authorizationId");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * An OAuth 2.0 bearer token (RFC 6750), of XOAUTH2 or OAUTHBEARER.
     *
     * @param authenticationId not null
     * @param authorizationId not null
     * @param token not null
     */
    record Bearer(String authenticationId, String authorizationId, Secret token) implements SmtpCredential {
        public Bearer {
            Objects.requireNonNull(authenticationId, "authenticationId");
            Objects.requireNonNull(authorizationId, "authorizationId");
            Objects.requireNonNull(token, "token");
        }
    }
}
