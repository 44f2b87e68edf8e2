package org.smtpconnector.inbox.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what people type to find messages: words, texts in quotes, and operators such as {@code from:}. */
public final class SearchLanguage {

    private static final String OPERATORS =
            "one of from:, to:, subject:, after:, before:, larger:, has:attachment, is:rejected, is:any;"
                    + " a text with a colon in double quotes";

    /** An operator or nothing, then a text in quotes or up to the next space. */
    private static final Pattern WORD = Pattern.compile(
            "\\s*+(?:(\\p{Alpha}[\\p{Alnum}-]*):)?(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\"]\\S*+)|)(?=\\s|$)");

    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");

    private final Instant now;
    private MessageSearch search = MessageSearch.ALL;

    private SearchLanguage(Instant now) {
        this.now = now;
    }

    /**
     * Reads a search.
     *
     * @param text what was typed
     * @param now what times ago count from
     * @throws SearchMistakeException naming the first mistake
     */
    public static MessageSearch parse(String text, Instant now) throws SearchMistakeException {
        return new SearchLanguage(now).parse(text);
    }

    private MessageSearch parse(String text) throws SearchMistakeException {
        Matcher word = WORD.matcher(text);
        int position = 0;
        while (!text.substring(position).isBlank()) {
            word.region(position, text.length());
            if (!word.lookingAt()) {
                String rest = text.substring(position).strip();
                throw new SearchMistakeException("\"", rest, "a closing quote, and a space after it");
            }
            String value = word.group(2) != null
                    ? QUOTED_PAIR.matcher(word.group(2)).replaceAll("$1")
                    : word.group(3) == null ? "" : word.group(3);
            add(word.group(1), value);
            position = word.end();
        }
        return search;
    }

    private void add(String operator, String value) throws SearchMistakeException {
        if (operator == null) {
            search = value.isBlank() ? search : search.and(Fields.anywhere(value));
            return;
        }
        String name = operator.toLowerCase(Locale.ROOT);
        search = switch (name) {
            case "from" -> search.from(text(name, value));
            case "to" -> search.to(text(name, value));
            case "subject" -> search.subject(text(name, value));
            case "after" -> search.and(Fields.after(time(name, value)));
            case "before" -> search.and(Fields.before(time(name, value)));
            case "larger" -> search.and(Fields.larger(size(name, value)));
            case "has" -> has(name, value);
            case "is" -> is(name, value);
            default -> throw new SearchMistakeException(operator + ":", value, OPERATORS);
        };
    }

    private static String text(String name, String value) throws SearchMistakeException {
        if (value.isBlank()) {
            throw new SearchMistakeException(name + ":", value, "a text to look for");
        }
        return value;
    }

    private MessageSearch has(String name, String value) throws SearchMistakeException {
        if (!value.equalsIgnoreCase("attachment")) {
            throw new SearchMistakeException(name + ":", value, "has:attachment");
        }
        return search.and(Fields.attachment());
    }

    private MessageSearch is(String name, String value) throws SearchMistakeException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "rejected" -> search.ofNoSuccess();
            case "any" -> search.ofAnyOutcome();
            default -> throw new SearchMistakeException(name + ":", value, "is:rejected or is:any");
        };
    }

    private Instant time(String name, String value) throws SearchMistakeException {
        Matcher ago = AGO.matcher(value);
        try {
            if (ago.matches()) {
                long number = Long.parseLong(ago.group(1));
                return now.minus(
                        switch (ago.group(2)) {
                            case "m" -> Duration.ofMinutes(number);
                            case "h" -> Duration.ofHours(number);
                            default -> Duration.ofDays(number);
                        });
            }
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeException e) {
            throw new SearchMistakeException(
                    name + ":",
                    value,
                    "a date such as 2026-05-04, a time such as 2026-05-04T10:00:00Z, or 30m, 2h, 7d ago");
        }
    }

    private static long size(String name, String value) throws SearchMistakeException {
        Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new SearchMistakeException(name + ":", value, "a size such as 500, 64K, 10M or 1G");
        }
        long number = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "k" -> number << 10;
            case "m" -> number << 20;
            case "g" -> number << 30;
            default -> number;
        };
    }
}
