package org.smtpconnector.protocol;

import java.util.Locale;
import java.util.Set;

/** The SASL mechanisms that AUTH can offer. All of them show a secret to the server, so all of them want TLS. */
public enum AuthMechanism {
    /** Password (RFC 4616). */
    PLAIN,
    /** Password; never standardized (draft-murchison-sasl-login), but what many clients know best. */
    LOGIN,
    /** OAuth 2.0 bearer token, as Google and Microsoft defined it before there was a standard. */
    XOAUTH2,
    /** OAuth 2.0 bearer token (RFC 7628). */
    OAUTHBEARER;

    /** The one of that name, in whatever case; null if it is not among those offered. */
    static AuthMechanism find(String name, Set<AuthMechanism> offered) {
        String upperCase = name.toUpperCase(Locale.ROOT);
        for (AuthMechanism mechanism : offered) {
            if (mechanism.name().equals(upperCase)) {
                return mechanism;
            }
        }
        return null;
    }
}
