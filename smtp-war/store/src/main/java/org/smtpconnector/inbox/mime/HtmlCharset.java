package org.smtpconnector.inbox.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the charset that HTML declares in itself (HTML Living Standard, section 13.2.3.2), for parts that declare none. */
final class HtmlCharset {

    /** Number of octets in which browsers look for the declaration. */
    private static final int MAX_OCTETS = 1024;

    private static final Pattern META =
            Pattern.compile("<meta\\s[^>]*?charset\\s*=\\s*[\"']?\\s*([\\w:.-]{1,40})", Pattern.CASE_INSENSITIVE);

    private HtmlCharset() {}

    /** Returns the label; null if there is none, or if it cannot be true. */
    static String of(byte[] octets) {
        String beginning = new String(octets, 0, Math.min(octets.length, MAX_OCTETS), StandardCharsets.ISO_8859_1);
        Matcher matcher = META.matcher(beginning);
        // In UTF-16 the declaration would not have been found.
        return matcher.find() && !matcher.group(1).toLowerCase(Locale.ROOT).startsWith("utf-16")
                ? matcher.group(1)
                : null;
    }
}
