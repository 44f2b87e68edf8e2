package org.smtpconnector.protocol.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.smtpconnector.protocol.Replies;

/** The encoding of parameter values that may hold any octet (RFC 3461 section 4). */
final class Xtext {

    private Xtext() {}

    /**
     * Decodes {@code xtext = *( xchar / hexchar )}, {@code hexchar = "+" 2(%x30-39 / %x41-46)}. Octets beyond ASCII are read as
     * UTF-8.
     *
     * @throws SyntaxException 501 if it is no xtext, or hides a control character
     */
    static String decode(String xtext) throws SyntaxException {
        ByteBuffer octets = ByteBuffer.allocate(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                octets.put((byte) (hexadecimal(xtext, i + 1) << 4 | hexadecimal(xtext, i + 2)));
                i += 2;
            } else if (c > ' ' && c <= '~' && c != '=') {
                octets.put((byte) c);
            } else {
                throw new SyntaxException(Replies.BAD_PARAMETER);
            }
        }
        return printable(octets.flip());
    }

    /** Returns text that may go into logs and headers, so that it must not hide a line break. */
    private static String printable(ByteBuffer octets) throws SyntaxException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new SyntaxException(Replies.BAD_PARAMETER);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new SyntaxException(Replies.BAD_PARAMETER);
        }
    }

    private static int hexadecimal(String text, int index) throws SyntaxException {
        int digit = index < text.length() ? "0123456789ABCDEF".indexOf(text.charAt(index)) : -1;
        if (digit < 0) {
            throw new SyntaxException(Replies.BAD_PARAMETER);
        }
        return digit;
    }
}
