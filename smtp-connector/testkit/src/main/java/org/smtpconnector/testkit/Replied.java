package org.smtpconnector.testkit;

import java.util.List;
import java.util.regex.Pattern;

/** Whether what the server said is what was expected. */
final class Replied {

    private static final Pattern WHOLE_REPLY = Pattern.compile("[2-5][0-5][0-9] \\.\\.\\.");

    private Replied() {}

    /** Whether the pattern is one of a reply with any number of lines, {@code 250 ...}. */
    static boolean isWholeReply(String pattern) {
        return WHOLE_REPLY.matcher(pattern).matches();
    }

    /**
     * Matches the beginning of the lines.
     *
     * @return how many lines matched; 0 if they do not match, or are not complete yet
     */
    static int match(String pattern, List<String> lines) {
        if (!isWholeReply(pattern)) {
            return !lines.isEmpty() && matchesLine(pattern, lines.get(0)) ? 1 : 0;
        }
        String code = pattern.substring(0, 3);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(code + ' ')) {
                return i + 1;
            }
            if (!lines.get(i).startsWith(code + '-')) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean matchesLine(String pattern, String line) {
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(literal));
        }
        return line.matches(regex.toString());
    }
}
