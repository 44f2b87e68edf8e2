package org.smtpconnector.protocol;

import java.util.Map;
import java.util.OptionalLong;
import org.smtpconnector.api.SmtpTransaction.BodyType;

/**
 * The parameters of MAIL, by type.
 *
 * @param size as declared (RFC 1870), empty if it was not
 * @param body as declared (RFC 6152), 7BIT if it was not
 */
record MailParameters(OptionalLong size, BodyType body) {

    /** {@code size-value = 1*20DIGIT} (RFC 1870 section 6.1). */
    private static final int MAX_SIZE_DIGITS = 20;

    /** Gives the parameters their types. */
    static MailParameters of(Map<Parameter, String> parameters) throws SyntaxException {
        return new MailParameters(size(parameters), body(parameters));
    }

    private static OptionalLong size(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.SIZE)) {
            return OptionalLong.empty();
        }
        String value = parameters.get(Parameter.SIZE);
        if (value == null || value.length() > MAX_SIZE_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SyntaxException(Replies.BAD_PARAMETER);
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException beyondLong) {
            // Twenty digits may say more than a long holds: more than anyone takes, either way.
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    private static BodyType body(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.BODY)) {
            return BodyType.SEVEN_BIT;
        }
        String value = parameters.get(Parameter.BODY);
        if ("7BIT".equalsIgnoreCase(value)) {
            return BodyType.SEVEN_BIT;
        }
        if ("8BITMIME".equalsIgnoreCase(value)) {
            return BodyType.EIGHT_BIT_MIME;
        }
        throw new SyntaxException(Replies.BAD_PARAMETER);
    }
}
