package org.smtpconnector.protocol.syntax;

/** The grammar of domains and address literals (RFC 5321 sections 4.1.2 and 4.1.3). */
public final class DomainGrammar {

    /** The octets that a domain may have (RFC 5321 section 4.5.3.1.2). */
    static final int MAX_DOMAIN = 255;

    /** RFC 1035 section 2.3.4. */
    private static final int MAX_LABEL = 63;

    private DomainGrammar() {}

    /**
     * Returns whether a machine may call itself so where the grammar does not count: printable ASCII without spaces, 1 to 255
     * characters.
     */
    static boolean isPrintableName(String text) {
        return Ascii.isVisible(text) && text.length() <= MAX_DOMAIN;
    }

    /** Returns whether all of the text is a domain or an address literal, within the limit of length. */
    public static boolean isDomainOrLiteral(CharSequence text) {
        return isDomain(text) || isLiteral(text);
    }

    /**
     * Returns whether all of the text is a domain: {@code Domain = sub-domain *("." sub-domain)}, {@code sub-domain = Let-dig
     * [Ldh-str]}.
     */
    public static boolean isDomain(CharSequence text) {
        return isDomain(text, false);
    }

    /**
     * Returns the same, with {@code sub-domain =/ U-label} (RFC 6531 section 3.3) if wanted. Of a U-label it is checked that it has
     * letters, marks and digits only, not that it is the one form that RFC 5891 allows.
     */
    static boolean isDomain(CharSequence text, boolean utf8) {
        int length = text.length();
        if (length == 0 || !Ascii.fits(text.toString(), MAX_DOMAIN)) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0 || text.charAt(i - 1) == '-') {
                    return false;
                }
                label = 0;
            } else if (Ascii.isLetterOrDigit(c) || (c == '-' && label > 0) || (utf8 && isUnicodeLabel(text, i))) {
                label++;
                if (label > MAX_LABEL) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return label > 0 && text.charAt(length - 1) != '-';
    }

    /** Returns whether a letter, a mark or a digit beyond ASCII stands there; of a surrogate pair, both halves. */
    private static boolean isUnicodeLabel(CharSequence text, int index) {
        char c = text.charAt(index);
        int codePoint = Character.isLowSurrogate(c) && index > 0
                ? Character.codePointBefore(text, index + 1)
                : Character.codePointAt(text, index);
        return c > '~'
                && switch (Character.getType(codePoint)) {
                    case Character.UPPERCASE_LETTER,
                            Character.LOWERCASE_LETTER,
                            Character.TITLECASE_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.OTHER_LETTER,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER -> true;
                    default -> codePoint == 0x200C || codePoint == 0x200D; // joiners, RFC 5892 appendix A
                };
    }

    /**
     * Returns whether all of the text is an {@code address-literal} in its brackets. Of the general form only {@code IPv6:} is
     * registered, so the method takes no other.
     */
    static boolean isLiteral(CharSequence text) {
        int length = text.length();
        if (length < 2 || length > MAX_DOMAIN || text.charAt(0) != '[' || text.charAt(length - 1) != ']') {
            return false;
        }
        String address = text.subSequence(1, length - 1).toString();
        return address.regionMatches(true, 0, "IPv6:", 0, 5) ? isIpv6(address.substring(5)) : isIpv4(address);
    }

    /** Returns whether the text is {@code Snum 3("." Snum)}: a leading zero is allowed, more than three digits are not. */
    static boolean isIpv4(String text) {
        int numbers = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || number > 255) {
                    return false;
                }
                numbers++;
                digits = 0;
                number = 0;
            } else if (Ascii.isDigit(c) && digits < 3) {
                number = number * 10 + (c - '0');
                digits++;
            } else {
                return false;
            }
        }
        return numbers == 4;
    }

    /**
     * Returns whether the text is {@code IPv6-full / IPv6-comp / IPv6v4-full / IPv6v4-comp}: {@code ::} stands for two groups at
     * least.
     */
    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after <= 6;
    }

    /** Returns the number of 16-bit groups, an IPv4 address at the end counting two; 0 for empty text, -1 if it is not well-formed. */
    private static int groups(String text, boolean ipv4Allowed) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        int start = 0;
        while (true) {
            int colon = text.indexOf(':', start);
            String group = colon < 0 ? text.substring(start) : text.substring(start, colon);
            if (colon < 0 && ipv4Allowed && group.indexOf('.') >= 0) {
                return isIpv4(group) ? count + 2 : -1;
            }
            if (!isHexGroup(group)) {
                return -1;
            }
            count++;
            if (colon < 0) {
                return count;
            }
            start = colon + 1;
        }
    }

    private static boolean isHexGroup(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return false;
        }
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            if (!Ascii.isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }
}
