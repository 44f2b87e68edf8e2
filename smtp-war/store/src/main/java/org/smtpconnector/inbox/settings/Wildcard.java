package org.smtpconnector.inbox.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Patterns in which {@code *} stands for anything. Case does not matter. The time that a look takes does not grow faster than the text, whatever
 * the pattern is: a peer chooses the text.
 *
 * @param text as it was given
 * @param pieces of each pattern, the texts between its stars, in lower case
 */
public record Wildcard(String text, List<List<String>> pieces) {

    /** Reads patterns that are separated by commas. */
    public static Wildcard list(String text) {
        return new Wildcard(
                text,
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(pattern -> !pattern.isEmpty())
                        .map(Wildcard::pieces)
                        .toList());
    }

    /** Reads one pattern, which may have commas. */
    public static Wildcard single(String text) {
        return new Wildcard(text, List.of(pieces(text.strip())));
    }

    private static List<String> pieces(String pattern) {
        return List.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1));
    }

    /** Tells whether one of the patterns is this text, which has no star. */
    public boolean has(String pattern) {
        return pieces.contains(List.of(pattern));
    }

    public boolean matches(String candidate) {
        String lower = candidate.toLowerCase(Locale.ROOT);
        return pieces.stream().anyMatch(pattern -> matches(pattern, lower));
    }

    private static boolean matches(List<String> pattern, String candidate) {
        String first = pattern.get(0);
        if (pattern.size() == 1) {
            return candidate.equals(first);
        }
        String last = pattern.get(pattern.size() - 1);
        int end = candidate.length() - last.length();
        int position = first.length();
        if (position > end || !candidate.startsWith(first) || !candidate.endsWith(last)) {
            return false;
        }
        for (String piece : pattern.subList(1, pattern.size() - 1)) {
            int found = candidate.indexOf(piece, position);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            position = found + piece.length();
        }
        return true;
    }
}
