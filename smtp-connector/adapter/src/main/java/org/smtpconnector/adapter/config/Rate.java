package org.smtpconnector.adapter.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of events in a time. Immutable. */
public final class Rate {

    /** The rate without a limit. */
    public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Duration.ofSeconds(1));

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,6})/(\\S{1,20})");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final int count;
    private final Duration period;

    private Rate(int count, Duration period) {
        this.count = count;
        this.period = period;
    }

    /**
     * Returns a rate.
     *
     * @param count at least 1
     * @param period more than 0; not null
     */
    public static Rate of(int count, Duration period) {
        return new Rate(count, Objects.requireNonNull(period, "period"));
    }

    /** Reads a text such as {@code 100/PT1M}; returns null if it is something else. */
    static Rate parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            Duration period = Duration.parse(matcher.group(2));
            boolean fits = period.compareTo(SHORTEST) >= 0 && period.compareTo(LONGEST) <= 0;
            return fits ? new Rate(Integer.parseInt(matcher.group(1)), period) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Returns the number of events, at least 1. */
    public int count() {
        return count;
    }

    /** Returns the time for that number of events. */
    public Duration period() {
        return period;
    }

    /** Returns whether there is no limit. */
    public boolean isUnlimited() {
        return count == Integer.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rate rate && rate.count == count && rate.period.equals(period);
    }

    @Override
    public int hashCode() {
        return 31 * count + period.hashCode();
    }

    @Override
    public String toString() {
        return isUnlimited() ? "unlimited" : count + "/" + period;
    }
}
