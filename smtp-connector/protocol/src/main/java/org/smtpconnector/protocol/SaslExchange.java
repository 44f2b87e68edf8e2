package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One exchange of a SASL mechanism (RFC 4422 section 3): responses in, challenges or a credential out. */
abstract class SaslExchange {

    /** What comes of a response: one of the two is null. */
    record Step(String challenge, SmtpCredential credential) {
        static Step challenge(String text) {
            return new Step(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), null);
        }

        static Step credential(SmtpCredential credential) {
            return new Step(null, credential);
        }
    }

    /** Begins an exchange. */
    static SaslExchange of(AuthMechanism mechanism) {
        return switch (mechanism) {
            case PLAIN -> new Plain();
            case LOGIN -> new Login();
            case XOAUTH2 -> new Bearer(false);
            case OAUTHBEARER -> new Bearer(true);
        };
    }

    /** What the server says first, if the client has given no initial response (RFC 4954 section 4). */
    Step first() {
        return Step.challenge("");
    }

    /**
     * Takes a response.
     *
     * @throws SyntaxException if it is not what the mechanism wants
     */
    abstract Step respond(byte[] response) throws SyntaxException;

    /** What the client is told, and has to acknowledge, before it hears of a refusal; null if nothing. */
    String refusalChallenge() {
        return null;
    }

    static String utf8(byte[] octets) throws SyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException(Replies.BAD_RESPONSE);
        }
    }

    static void require(boolean condition) throws SyntaxException {
        if (!condition) {
            throw new SyntaxException(Replies.BAD_RESPONSE);
        }
    }

    /** A name that goes into logs and headers must not hide a line break. */
    static String name(String text) throws SyntaxException {
        require(text.chars().noneMatch(Character::isISOControl));
        return text;
    }

    /** {@code [authzid] NUL authcid NUL passwd} (RFC 4616 section 2). */
    private static final class Plain extends SaslExchange {
        @Override
        Step respond(byte[] response) throws SyntaxException {
            String[] parts = utf8(response).split("\0", -1);
            require(parts.length == 3 && !parts[1].isEmpty());
            return Step.credential(new SmtpCredential.Password(name(parts[1]), name(parts[0]), new Secret(parts[2])));
        }
    }

    /** A user name, then a password; the initial response is the user name. */
    private static final class Login extends SaslExchange {
        private String user;

        @Override
        Step first() {
            return Step.challenge("Username:");
        }

        @Override
        Step respond(byte[] response) throws SyntaxException {
            String text = utf8(response);
            if (user == null) {
                require(!text.isEmpty());
                user = name(text);
                return Step.challenge("Password:");
            }
            return Step.credential(new SmtpCredential.Password(user, "", new Secret(text)));
        }
    }

    /**
     * Pairs of key and value, each ended by ^A, with another ^A at the end: after a GS2 header (RFC 7628 section 3.1, RFC 5801
     * section 4), or with a user among them.
     */
    private static final class Bearer extends SaslExchange {
        private static final String SCHEME = "Bearer ";

        private final boolean gs2;

        Bearer(boolean gs2) {
            this.gs2 = gs2;
        }

        @Override
        Step respond(byte[] response) throws SyntaxException {
            String text = utf8(response);
            require(text.endsWith("\1\1"));
            String[] parts = text.substring(0, text.length() - 2).split("\1", -1);
            String authorizationId = gs2 ? authorizationId(parts[0]) : "";
            String user = "";
            String token = null;
            for (int i = gs2 ? 1 : 0; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                require(equals > 0);
                String value = parts[i].substring(equals + 1);
                switch (parts[i].substring(0, equals)) {
                    case "user" -> user = name(value);
                    case "auth" -> {
                        require(token == null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()));
                        token = name(value.substring(SCHEME.length()).trim());
                    }
                    default -> {} // RFC 7628 section 3.1: unknown ones are ignored
                }
            }
            require(token != null && !token.isEmpty() && (gs2 || !user.isEmpty()));
            return Step.credential(new SmtpCredential.Bearer(gs2 ? "" : user, authorizationId, new Secret(token)));
        }

        /** {@code gs2-header = ("n" / "y") "," [ "a=" saslname ] ","}; channel binding is not offered. */
        private static String authorizationId(String header) throws SyntaxException {
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

        /** RFC 7628 section 3.2.2; the client answers with ^A, with XOAUTH2 with nothing. */
        @Override
        String refusalChallenge() {
            return Step.challenge("{\"status\":\"invalid_token\"}").challenge();
        }
    }
}
