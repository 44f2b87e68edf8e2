package org.smtpconnector.protocol.syntax;

import java.util.regex.Pattern;

/**
 * Takes the secrets out of the lines of one session, for its observers. It does not parse: a line that is not well-formed can have
 * a secret in it as well, and so can the lines that follow a refused AUTH, sent by a client that does not wait for replies.
 */
public final class SecretRedactor {

    static final String SECRET = "<secret>";

    /** The mechanisms that clients are known to try; any other word could be the secret itself. */
    private static final Pattern MECHANISM = Pattern.compile(
            "PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|EXTERNAL|SCRAM-SHA-(1|256|512)(-PLUS)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LOGIN = Pattern.compile("LOGIN=[^ ]*", Pattern.CASE_INSENSITIVE);

    private boolean authSeen;

    /** Returns a command without its secrets. */
    public String command(String line) {
        String trimmed = line.strip();
        if (begins(trimmed, Verb.AUTH)) {
            authSeen = true;
            return auth(trimmed);
        }
        if (begins(trimmed, Verb.XCLIENT)) {
            return LOGIN.matcher(line).replaceAll("LOGIN=" + SECRET);
        }
        return authSeen && Verb.of(trimmed) == Verb.UNKNOWN ? SECRET : line;
    }

    /** Returns a remark in place of a response of AUTH; an asterisk cancels the exchange (RFC 4954 section 4), and is shown. */
    public String response(String line) {
        return line.equals("*") ? line : SECRET;
    }

    /** Returns the remark that stands for an unreadable line, which may have been an AUTH. */
    public String unreadable(String remark) {
        authSeen = true;
        return remark;
    }

    private static boolean begins(String line, Verb verb) {
        return line.regionMatches(true, 0, verb.name(), 0, verb.name().length());
    }

    private static String auth(String line) {
        String[] words = line.substring(Verb.AUTH.name().length()).strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return "AUTH";
        }
        String mechanism = MECHANISM.matcher(words[0]).matches() ? words[0] : SECRET;
        return words.length == 1 ? "AUTH " + mechanism : "AUTH " + mechanism + ' ' + SECRET;
    }
}
