package org.smtpconnector.inbox.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a content, as a {@code Range} header field asks for it (RFC 9110 section 14.1.2).
 *
 * @param first the first octet
 * @param last the last octet, not before the first
 */
record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a Range field that asks for one part. Another one is ignored, as RFC 9110 section 14.2 allows.
     *
     * @param field may be null
     * @param size of the whole content
     * @return empty to give the whole
     * @throws UnsatisfiableException if the content has no such part
     */
    static Optional<ByteRange> parse(String field, long size) throws UnsatisfiableException {
        Matcher matcher = FORM.matcher(field == null ? "" : field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(to), size));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw new UnsatisfiableException();
        }
        return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }

    private static ByteRange suffix(long length, long size) throws UnsatisfiableException {
        if (length == 0 || size == 0) {
            throw new UnsatisfiableException();
        }
        return new ByteRange(Math.max(0, size - length), size - 1);
    }

    long length() {
        return last - first + 1;
    }

    /** The content has no such part: 416. */
    static final class UnsatisfiableException extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
