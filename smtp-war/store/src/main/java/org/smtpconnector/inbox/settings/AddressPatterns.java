package org.smtpconnector.inbox.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.smtpconnector.api.SmtpAddress;

/** Patterns of addresses, in which {@code *} stands for anything and case does not matter. Immutable. */
public final class AddressPatterns {

    private final List<Pattern> patterns;

    private AddressPatterns(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Reads patterns.
     *
     * @param text separated by commas: {@code *@example.org, spam@*}; empty for none
     */
    public static AddressPatterns of(String text) {
        return new AddressPatterns(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(AddressPatterns::pattern)
                .toList());
    }

    private static Pattern pattern(String text) {
        return Pattern.compile("\\Q" + text.toLowerCase(Locale.ROOT).replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    /** Tells whether there is no pattern. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Tells whether an address is like one of them. */
    public boolean matches(SmtpAddress address) {
        String text = address.toString().toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }
}
