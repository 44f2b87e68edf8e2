package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.search.SearchLanguage;
import org.smtpconnector.inbox.search.SearchMistakeException;

/** The parameters of a query, checked. */
final class Parameters {

    private static final int MAX_TEXT = 500;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final MultivaluedMap<String, String> values;

    /**
     * Takes the parameters of a query.
     *
     * @param known the names that have a meaning: a misspelt one must not widen a search, least of all one for deletion
     * @throws BadParameterException if there is another one, or one is there twice
     */
    Parameters(MultivaluedMap<String, String> values, Set<String> known) {
        this.values = values;
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                throw new BadParameterException(
                        name, given.get(0), "one of these names: " + String.join(", ", new TreeSet<>(known)));
            }
            if (given.size() > 1) {
                throw new BadParameterException(name, String.join(", ", given), "one value");
            }
        });
    }

    /** Whether there is nothing that narrows a search. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    MessageSearch search() {
        MessageSearch search = query();
        String to = text("to");
        search = to == null ? search : search.to(to);
        String from = text("from");
        search = from == null ? search : search.from(from);
        String subject = text("subject");
        search = subject == null ? search : search.subject(subject);
        Long after = id("after");
        search = after == null ? search : search.after(after);
        Long before = id("before");
        return before == null ? search : search.before(before);
    }

    private MessageSearch query() {
        String text = value("q").orElse("");
        if (text.length() > MAX_TEXT) {
            throw new BadParameterException("q", text, "a search of at most " + MAX_TEXT + " characters");
        }
        try {
            return SearchLanguage.parse(text, Instant.now());
        } catch (SearchMistakeException e) {
            throw new BadParameterException("q", e.operator(), e.operator() + e.value(), e.expected());
        }
    }

    private String text(String name) {
        String text = value(name).orElse(null);
        if (text != null && (text.isBlank() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0)) {
            throw new BadParameterException(name, text, "a text of 1 to " + MAX_TEXT + " characters to look for");
        }
        return text;
    }

    private Long id(String name) {
        return value(name).map(text -> id(name, text)).orElse(null);
    }

    /** An id, as in a path or a query. */
    static long id(String name, String text) {
        return number(name, text, 1, Long.MAX_VALUE, "an id, a whole number");
    }

    int integer(String name, int least, int most, int otherwise) {
        return value(name)
                .map(text -> (int) number(name, text, least, most, "a whole number from " + least + " to " + most))
                .orElse(otherwise);
    }

    private static long number(String name, String text, long least, long most, String expected) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same answer as for a number out of range
        }
        throw new BadParameterException(name, text, expected);
    }

    Duration duration(String name, Duration most) {
        Optional<String> text = value(name);
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMinutes(number);
                    };
            if (duration.compareTo(most) <= 0) {
                return duration;
            }
        }
        throw new BadParameterException(
                name, text.get(), "a time such as 500ms, 10s or 1m, at most " + most.toSeconds() + "s");
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map((List<String> given) -> given.get(0));
    }
}
