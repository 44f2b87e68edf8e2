package org.smtpconnector.protocol.syntax;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.protocol.Extension;
import org.smtpconnector.protocol.Replies;

/** The parameters of MAIL and RCPT, each with the extension that defines it. */
enum Parameter {
    /** RFC 1870 section 6. */
    SIZE(Verb.MAIL, Extension.SIZE),
    /** RFC 6152 section 2, RFC 3030 section 3. */
    BODY(Verb.MAIL, Extension.EIGHT_BIT_MIME),
    /** RFC 6531 section 3.4. */
    SMTPUTF8(Verb.MAIL, Extension.SMTPUTF8),
    /** RFC 8689 section 2. */
    REQUIRETLS(Verb.MAIL, Extension.REQUIRETLS),
    /** RFC 3461 section 4.3. */
    RET(Verb.MAIL, Extension.DSN),
    /** RFC 3461 section 4.4. */
    ENVID(Verb.MAIL, Extension.DSN),
    /** RFC 4954 section 5. */
    AUTH(Verb.MAIL, Extension.AUTH),
    /** RFC 3461 section 4.1. */
    NOTIFY(Verb.RCPT, Extension.DSN),
    /** RFC 3461 section 4.2. */
    ORCPT(Verb.RCPT, Extension.DSN);

    private final Verb verb;
    private final Extension extension;

    Parameter(Verb verb, Extension extension) {
        this.verb = verb;
        this.extension = extension;
    }

    /**
     * Reads {@code *(SP esmtp-param)} to the end of the line (RFC 5321 section 4.1.2). A parameter without a value has the
     * value null.
     *
     * @throws SyntaxException if one is not well-formed, not known to the verb, not offered, or there twice
     */
    static Map<Parameter, String> parse(Cursor cursor, Verb verb, Set<Extension> offered) throws SyntaxException {
        if (cursor.atEnd()) {
            return Map.of(); // as nearly all RCPT end
        }
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        while (!cursor.atEnd()) {
            if (!cursor.take(' ')) {
                throw new SyntaxException(Replies.BAD_PARAMETER);
            }
            String text = cursor.takeUntil(' ');
            int equals = text.indexOf('=');
            String keyword = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? null : text.substring(equals + 1);
            if (!isKeyword(keyword) || (value != null && !isValue(value))) {
                throw new SyntaxException(Replies.BAD_PARAMETER);
            }
            Parameter parameter = find(keyword, verb, offered);
            if (parameters.containsKey(parameter)) {
                throw new SyntaxException(Replies.DUPLICATE_PARAMETER);
            }
            parameters.put(parameter, value);
        }
        return parameters;
    }

    private static Parameter find(String keyword, Verb verb, Set<Extension> offered) throws SyntaxException {
        for (Parameter parameter : values()) {
            if (parameter.verb == verb
                    && offered.contains(parameter.extension)
                    && parameter.name().equalsIgnoreCase(keyword)) {
                return parameter;
            }
        }
        throw new SyntaxException(Replies.UNKNOWN_PARAMETER);
    }

    /** {@code esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")}. */
    private static boolean isKeyword(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && !(c == '-' && i > 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** {@code esmtp-value = 1*(%d33-60 / %d62-126)}, and what is beyond ASCII (RFC 6531 section 3.3). */
    private static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || c == '=' || (c > '~' && c <= 0x9F)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
