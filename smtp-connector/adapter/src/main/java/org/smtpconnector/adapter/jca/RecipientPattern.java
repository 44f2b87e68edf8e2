package org.smtpconnector.adapter.jca;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpAddress;

/**
 * Which recipients a bean wants: {@code local@domain}, where {@code *} on either side stands for any number of characters;
 * {@code *} alone is everybody, and a word without {@code @} is a recipient without a domain, which only {@code postmaster} can
 * be (RFC 5321 section 4.1.1.3). Case does not matter, on either side: a server may treat local parts so, and users expect it
 * (RFC 5321 section 2.4).
 */
final class RecipientPattern {

    private static final Pattern VALID =
            Pattern.compile("\\*|postmaster|[^@\\s,<>]+@[^@\\s,<>]+", Pattern.CASE_INSENSITIVE);

    /** Null if any local part is wanted. */
    private final Pattern localPart;
    /** Null if any domain is wanted. */
    private final Pattern domain;

    private RecipientPattern(Pattern localPart, Pattern domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /** The pattern, or null if the text is none. */
    static RecipientPattern parse(String text) {
        if (!VALID.matcher(text).matches()) {
            return null;
        }
        if (text.equals("*")) {
            return new RecipientPattern(glob("*"), glob("*"));
        }
        int at = text.indexOf('@');
        return at < 0
                ? new RecipientPattern(glob(text), glob(""))
                : new RecipientPattern(glob(text.substring(0, at)), glob(text.substring(at + 1)));
    }

    private static Pattern glob(String text) {
        if (text.equals("*")) {
            return null;
        }
        String regex = text.chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean matches(SmtpAddress recipient) {
        return matches(localPart, recipient.localPart()) && matches(domain, recipient.domain());
    }

    private static boolean matches(Pattern wanted, String part) {
        return wanted == null || wanted.matcher(part).matches();
    }
}
