package org.smtpconnector.protocol.syntax;

import java.nio.charset.StandardCharsets;
import org.smtpconnector.api.SmtpAddress;

/** Classes of characters in ASCII, whatever Unicode has beside them. In loops, since streams cost more than what they look at here. */
public final class Ascii {

    private Ascii() {}

    /** Returns whether both parts of the address are ASCII. */
    public static boolean isAscii(SmtpAddress address) {
        return isAscii(address.localPart()) && isAscii(address.domain());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the text is not empty and all of it is printable ASCII without spaces. */
    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns whether the text has at most so many octets in UTF-8. No character has more than three. */
    static boolean fits(String text, int octets) {
        return 3 * text.length() <= octets || text.getBytes(StandardCharsets.UTF_8).length <= octets;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
