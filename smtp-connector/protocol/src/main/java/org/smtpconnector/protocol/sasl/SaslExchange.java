package org.smtpconnector.protocol.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.syntax.SyntaxException;

/** One exchange of a SASL mechanism (RFC 4422 section 3): responses in, challenges or a credential out. */
public abstract class SaslExchange {

    /**
     * The outcome of a response.
     *
     * @param challenge the next challenge in base64; null if there is a credential
     * @param credential the credential that the exchange has come to; null if there is a challenge
     */
    public record Step(String challenge, SmtpCredential credential) {
        static Step challenge(String text) {
            return new Step(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), null);
        }

        static Step credential(SmtpCredential credential) {
            return new Step(null, credential);
        }
    }

    SaslExchange() {}

    /** Returns the challenge of a server whose client has given no initial response (RFC 4954 section 4); not null. */
    public Step first() {
        return Step.challenge("");
    }

    /**
     * Takes a response.
     *
     * @param response the decoded octets; not null
     * @return not null
     * @throws SyntaxException if the mechanism wants another one
     */
    public abstract Step respond(byte[] response) throws SyntaxException;

    /**
     * Returns the challenge that tells the client of a refusal, and that the client acknowledges before it hears the reply.
     *
     * @return base64; null if the mechanism has none
     */
    public String refusalChallenge() {
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

    /** Returns a name that goes into logs and headers, where it must not hide a line break. */
    static String name(String text) throws SyntaxException {
        require(text.chars().noneMatch(Character::isISOControl));
        return text;
    }
}
