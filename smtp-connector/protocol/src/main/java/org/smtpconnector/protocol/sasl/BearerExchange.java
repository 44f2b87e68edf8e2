package org.smtpconnector.protocol.sasl;

import org.smtpconnector.protocol.Secret;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.syntax.SyntaxException;

/**
 * XOAUTH2 and OAUTHBEARER: pairs of key and value, each ended by ^A, with another ^A at the end; after a GS2 header (RFC 7628
 * section 3.1, RFC 5801 section 4), or with a user among them.
 */
final class BearerExchange extends SaslExchange {

    private static final String SCHEME = "Bearer ";

    private final boolean gs2;

    /**
     * Makes an exchange.
     *
     * @param gs2 true for OAUTHBEARER, false for XOAUTH2
     */
    BearerExchange(boolean gs2) {
        this.gs2 = gs2;
    }

    @Override
    public Step respond(byte[] response) throws SyntaxException {
        String text = utf8(response);
        require(text.endsWith("\1\1"));
        String[] parts = text.substring(0, text.length() - 2).split("\1", -1);
        // RFC 7628 section 3.1: the authorization identity of the GS2 header is the user that the token belongs to.
        String user = gs2 ? gs2User(parts[0]) : "";
        String token = null;
        for (int i = gs2 ? 1 : 0; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            require(equals > 0);
            String value = parts[i].substring(equals + 1);
            switch (parts[i].substring(0, equals)) {
                case "user" -> user = gs2 ? user : name(value);
                case "auth" -> {
                    require(token == null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()));
                    token = name(value.substring(SCHEME.length()).trim());
                }
                default -> {} // RFC 7628 section 3.1: unknown ones are ignored
            }
        }
        require(token != null && !token.isEmpty() && (gs2 || !user.isEmpty()));
        return Step.credential(new SmtpCredential.Bearer(user, "", new Secret(token)));
    }

    /** Reads {@code gs2-header = ("n" / "y") "," [ "a=" saslname ] ","}; channel binding is not offered. */
    private static String gs2User(String header) throws SyntaxException {
        String[] parts = header.split(",", -1);
        require(parts.length == 3 && (parts[0].equals("n") || parts[0].equals("y")) && parts[2].isEmpty());
        if (parts[1].isEmpty()) {
            return "";
        }
        require(parts[1].startsWith("a=") && parts[1].length() > 2);
        // RFC 5801 section 4: a comma and an equals sign are encoded, nothing else may look so.
        String saslName = parts[1].substring(2);
        require(!saslName.replace("=2C", "").replace("=3D", "").contains("="));
        return name(saslName.replace("=2C", ",").replace("=3D", "="));
    }

    /** Returns the error of RFC 7628 section 3.2.2; the client answers with ^A, with XOAUTH2 with nothing. */
    @Override
    public String refusalChallenge() {
        return Step.challenge("{\"status\":\"invalid_token\"}").challenge();
    }
}
