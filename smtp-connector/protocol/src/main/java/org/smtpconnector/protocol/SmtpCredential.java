package org.smtpconnector.protocol;

import java.util.Objects;

/** The credential that a client has sent with AUTH (RFC 4954), to be checked by the application. */
public sealed interface SmtpCredential {

    /**
     * Returns the user as whom the client wants to authenticate. The identity store decides whether that is so.
     *
     * @return not null; may be empty with OAUTHBEARER, whose token names the user
     */
    String authenticationId();

    /**
     * Returns the user on whose behalf the client wants to act (RFC 4422 section 2). A {@link Bearer} has none.
     *
     * @return not null; empty if the client has named nobody
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
