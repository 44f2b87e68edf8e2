package org.smtpconnector.protocol.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.smtpconnector.api.SmtpTransaction.BodyType;
import org.smtpconnector.api.SmtpTransaction.DsnReturn;
import org.smtpconnector.protocol.Extension;
import org.smtpconnector.protocol.Replies;

/**
 * The parameters of MAIL, by type.
 *
 * @param size as declared (RFC 1870), empty if it was not
 * @param body as declared (RFC 6152, RFC 3030), 7BIT if it was not
 * @param smtpUtf8 RFC 6531
 * @param requireTls RFC 8689
 * @param dsnReturn RFC 3461 section 4.3
 * @param envelopeId RFC 3461 section 4.4, decoded
 */
public record MailParameters(
        OptionalLong size,
        BodyType body,
        boolean smtpUtf8,
        boolean requireTls,
        Optional<DsnReturn> dsnReturn,
        Optional<String> envelopeId) {

    private static final MailParameters NONE = new MailParameters(
            OptionalLong.empty(), BodyType.SEVEN_BIT, false, false, Optional.empty(), Optional.empty());

    /** {@code size-value = 1*20DIGIT} (RFC 1870 section 6.1). */
    private static final int MAX_SIZE_DIGITS = 20;

    /** Characters of an envelope id before decoding (RFC 3461 section 4.4). */
    private static final int MAX_ENVELOPE_ID = 100;

    /** Gives the parameters their types. */
    static MailParameters of(Map<Parameter, String> parameters, Set<Extension> offered) throws SyntaxException {
        if (parameters.isEmpty()) {
            return NONE;
        }
        checkAuth(parameters);
        return new MailParameters(
                size(parameters),
                body(parameters, offered.contains(Extension.BINARYMIME)),
                isThere(parameters, Parameter.SMTPUTF8),
                isThere(parameters, Parameter.REQUIRETLS),
                dsnReturn(parameters),
                envelopeId(parameters));
    }

    private static OptionalLong size(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.SIZE)) {
            return OptionalLong.empty();
        }
        String value = parameters.get(Parameter.SIZE);
        if (value == null || value.length() > MAX_SIZE_DIGITS || !Ascii.isDigits(value)) {
            throw malformed();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException beyondLong) {
            // Twenty digits may say more than a long holds: more than anyone takes, either way.
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    private static BodyType body(Map<Parameter, String> parameters, boolean binaryMime) throws SyntaxException {
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
        if (binaryMime && "BINARYMIME".equalsIgnoreCase(value)) {
            return BodyType.BINARY_MIME;
        }
        throw malformed();
    }

    /** Returns whether a parameter that has no value is there. */
    private static boolean isThere(Map<Parameter, String> parameters, Parameter parameter) throws SyntaxException {
        if (parameters.get(parameter) != null) {
            throw malformed();
        }
        return parameters.containsKey(parameter);
    }

    private static Optional<DsnReturn> dsnReturn(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.RET)) {
            return Optional.empty();
        }
        String value = parameters.get(Parameter.RET);
        if ("FULL".equalsIgnoreCase(value)) {
            return Optional.of(DsnReturn.FULL);
        }
        if ("HDRS".equalsIgnoreCase(value)) {
            return Optional.of(DsnReturn.HEADERS);
        }
        throw malformed();
    }

    private static Optional<String> envelopeId(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.ENVID)) {
            return Optional.empty();
        }
        String value = parameters.get(Parameter.ENVID);
        if (value == null || value.length() > MAX_ENVELOPE_ID) {
            throw malformed();
        }
        return Optional.of(Xtext.decode(value));
    }

    /** Checks the name of the first submitter (RFC 4954 section 5), which nobody believes. */
    private static void checkAuth(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.AUTH)) {
            return;
        }
        String value = parameters.get(Parameter.AUTH);
        if (value == null) {
            throw malformed();
        }
        if (!value.equals("<>")) {
            Xtext.decode(value);
        }
    }

    private static SyntaxException malformed() {
        return new SyntaxException(Replies.BAD_PARAMETER);
    }
}
