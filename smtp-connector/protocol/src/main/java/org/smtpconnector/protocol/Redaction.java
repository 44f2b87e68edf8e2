package org.smtpconnector.protocol;

import java.util.regex.Pattern;

/**
 * Takes the secrets out of the lines of one session, for whoever observes it. Nothing is parsed here: a line that is not
 * well-formed can have a secret in it as well, and so can those that follow an AUTH that was refused, sent by a client that
 * does not wait for replies.
 */
final class Redaction {

    static final String SECRET = "<secret>";

    /** Those that clients are known to try; any other word could be the secret itself. */
    private static final Pattern MECHANISM = Pattern.compile(
            "PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|EXTERNAL|SCRAM-SHA-(1|256|512)(-PLUS)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LOGIN = Pattern.compile("LOGIN=[^ ]*", Pattern.CASE_INSENSITIVE);

    private boolean authSeen;

    /** A command, without its secrets. */
    String command(String line) {
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

    /** A response of an authentication exchange; an asterisk cancels it (RFC 4954 section 4). */
    String response(String line) {
        return line.equals("*") ? line : SECRET;
    }

    /** A line that could not be read: who knows what it was. */
    String unreadable(String remark) {
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
