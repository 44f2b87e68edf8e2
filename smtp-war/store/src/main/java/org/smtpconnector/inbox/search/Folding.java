package org.smtpconnector.inbox.search;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes texts equal that people take for the same: whatever the case, whether an accent is a character of its own or not
 * (Unicode NFKC), and with or without characters that nobody sees, such as the soft hyphen. The index and the words that are looked
 * for go through here. This is close to Unicode's NFKC_Casefold, for which Lucene needs the 14 MB of ICU.
 */
final class Folding {

    private static final int COMBINING_GRAPHEME_JOINER = 0x34F;
    private static final int ARABIC_NUMBER_SIGNS = 0x600;
    private static final int LAST_ARABIC_NUMBER_SIGN = 0x605;

    private Folding() {}

    /**
     * Folds a text.
     *
     * @param text any one, also with halves of surrogate pairs
     * @return a text that is folded itself
     */
    static String fold(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String lower = lower(Normalizer.normalize(visible(text), Normalizer.Form.NFKC));
        // By way of upper case, which makes SS of ß and FI of the ligature; there is an ẞ, which becomes ß first.
        return Normalizer.normalize(lower(lower.toUpperCase(Locale.ROOT)), Normalizer.Form.NFKC);
    }

    /** Each character by itself: String makes another sigma of the last one of a word. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isIgnorable(c)).forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /** The characters that Unicode says to ignore by default (Default_Ignorable_Code_Point), as far as they occur in mail. */
    private static boolean isIgnorable(int c) {
        return c == COMBINING_GRAPHEME_JOINER
                || isVariationSelector(c)
                || (Character.getType(c) == Character.FORMAT
                        && (c < ARABIC_NUMBER_SIGNS || c > LAST_ARABIC_NUMBER_SIGN));
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
    }
}
