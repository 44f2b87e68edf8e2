package org.smtpconnector.protocol.syntax;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpDsnRequest.Condition;
import org.smtpconnector.protocol.Replies;

/** Gives the parameters of RCPT their types (RFC 3461 section 4). */
final class RcptParameters {

    /** Characters of an original recipient before decoding (RFC 3461 section 4.2). */
    private static final int MAX_ORIGINAL_RECIPIENT = 500;

    private RcptParameters() {}

    static SmtpDsnRequest dsnRequest(Map<Parameter, String> parameters) throws SyntaxException {
        return parameters.isEmpty()
                ? SmtpDsnRequest.NONE
                : new SmtpDsnRequest(notify(parameters), originalRecipient(parameters));
    }

    /** Reads {@code "NEVER" / 1#( "SUCCESS" / "FAILURE" / "DELAY" )}. */
    private static Set<Condition> notify(Map<Parameter, String> parameters) throws SyntaxException {
        Set<Condition> conditions = EnumSet.noneOf(Condition.class);
        if (!parameters.containsKey(Parameter.NOTIFY)) {
            return conditions;
        }
        String value = parameters.get(Parameter.NOTIFY);
        if (value == null) {
            throw malformed();
        }
        for (String word : value.split(",", -1)) {
            conditions.add(condition(word));
        }
        if (conditions.contains(Condition.NEVER) && conditions.size() > 1) {
            throw malformed();
        }
        return conditions;
    }

    private static Condition condition(String word) throws SyntaxException {
        try {
            return Condition.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Reads {@code addr-type ";" xtext}; the type is an atom. */
    private static Optional<String> originalRecipient(Map<Parameter, String> parameters) throws SyntaxException {
        if (!parameters.containsKey(Parameter.ORCPT)) {
            return Optional.empty();
        }
        String value = parameters.get(Parameter.ORCPT);
        int semicolon = value == null ? -1 : value.indexOf(';');
        if (semicolon < 1 || value.length() > MAX_ORIGINAL_RECIPIENT || semicolon == value.length() - 1) {
            throw malformed();
        }
        for (int i = 0; i < semicolon; i++) {
            if (!Ascii.isLetterOrDigit(value.charAt(i)) && value.charAt(i) != '-') {
                throw malformed();
            }
        }
        return Optional.of(value.substring(0, semicolon + 1) + originalAddress(value, semicolon));
    }

    /** RFC 6533 section 3: an address of type utf-8 may stand there as it is, if it has characters beyond ASCII. */
    private static String originalAddress(String value, int semicolon) throws SyntaxException {
        String address = value.substring(semicolon + 1);
        boolean ascii = address.chars().allMatch(c -> c <= '~');
        if (!ascii && value.regionMatches(true, 0, "utf-8;", 0, semicolon + 1)) {
            return address;
        }
        return Xtext.decode(address);
    }

    private static SyntaxException malformed() {
        return new SyntaxException(Replies.BAD_PARAMETER);
    }
}
