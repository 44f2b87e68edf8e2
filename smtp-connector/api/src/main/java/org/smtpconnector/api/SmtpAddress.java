package org.smtpconnector.api;

import java.util.Locale;
import java.util.Objects;

/**
 * An address as it stands in an SMTP path, without the angle brackets and without a source route (RFC 5321 section
 * 4.1.2).
 *
 * <p>The null reverse-path {@code <>} of notifications has an empty local part and an empty domain
 * ({@link #isNull()}). {@code <postmaster>}, the one recipient that needs no domain (RFC 5321 section 4.1.1.3), has the
 * local part as the client wrote it and an empty domain.
 *
 * <p>Two addresses are equal if their local parts are the same, case and all, and their domains are the same but for case
 * (RFC 5321 section 2.4).
 *
 * @param localPart the part before the last {@code @}, in the form in which it stands in the path (a quoted string keeps
 *     its quotes); not null
 * @param domain the domain or the address literal in its brackets; not null, empty if there is none
 */
public record SmtpAddress(String localPart, String domain) {

    /** The null reverse-path, {@code <>} (RFC 5321 section 4.5.5). */
    public static final SmtpAddress NULL = new SmtpAddress("", "");

    /**
     * Checks that nothing is null and that neither part could break out of a command or header line.
     *
     * @throws IllegalArgumentException if a part has a control character, an angle bracket outside quotes, or if there is
     *     a domain without a local part
     */
    public SmtpAddress {
        Objects.requireNonNull(localPart, "localPart");
        Objects.requireNonNull(domain, "domain");
        check(localPart, localPart.startsWith("\""));
        check(domain, false);
        if (localPart.isEmpty() && !domain.isEmpty()) {
            throw new IllegalArgumentException("A domain without a local part: \"" + domain + '"');
        }
    }

    /**
     * Splits {@code local@domain} at the last {@code @}; without one, all is local part. This is a convenience for
     * beans and tests, not the protocol's parser: it does not check RFC 5321's grammar.
     *
     * @param address not null; empty gives {@link #NULL}
     * @return the address, not null
     * @throws IllegalArgumentException as the constructor
     */
    public static SmtpAddress of(String address) {
        int at = address.lastIndexOf('@');
        return at < 0
                ? new SmtpAddress(address, "")
                : new SmtpAddress(address.substring(0, at), address.substring(at + 1));
    }

    /**
     * Tells whether this is the null reverse-path.
     *
     * @return true for {@code <>}
     */
    public boolean isNull() {
        return localPart.isEmpty();
    }

    private static void check(String part, boolean quoted) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        "A control character (0x" + Integer.toHexString(c) + ") in an address, at index " + i);
            }
            if ((c == '<' || c == '>') && !quoted) {
                throw new IllegalArgumentException("An angle bracket in \"" + part + "\" of an address");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmtpAddress that
                && localPart.equals(that.localPart)
                && domain.equalsIgnoreCase(that.domain);
    }

    @Override
    public int hashCode() {
        return 31 * localPart.hashCode() + domain.toLowerCase(Locale.ROOT).hashCode();
    }

    /**
     * The address as in a path, without the angle brackets.
     *
     * @return {@code local@domain}, {@code postmaster}, or the empty string for the null reverse-path
     */
    @Override
    public String toString() {
        return domain.isEmpty() ? localPart : localPart + '@' + domain;
    }
}
