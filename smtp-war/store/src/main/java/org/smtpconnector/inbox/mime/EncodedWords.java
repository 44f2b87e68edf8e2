package org.smtpconnector.inbox.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/**
 * Decodes encoded words (RFC 2047). Adjacent words are decoded as one text, since many senders cut a character in two.
 * {@code DecoderUtil} of mime4j knows only the labels of Java, and loses octets if padding is missing.
 */
final class EncodedWords {

    /** An encoded word. Senders write longer ones than RFC 2047 allows; the limits bound the time for a search. */
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]{1,60})(?:\\*[^?\\s]{0,60})?\\?([BbQq])\\?(.{0,1000}?)\\?=", Pattern.DOTALL);

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private Charset charset;

    private EncodedWords() {}

    /** Decodes the words in an unfolded text. A word of an unknown charset is not changed. */
    static String decode(String encoded) {
        return encoded.contains("=?") ? new EncodedWords().decoded(encoded) : encoded;
    }

    private String decoded(String encoded) {
        Matcher matcher = WORD.matcher(encoded);
        int end = 0;
        boolean afterWord = false;
        while (matcher.find()) {
            Charset next = CharsetLabel.charset(matcher.group(1));
            String between = encoded.substring(end, matcher.start());
            if (!afterWord || next == null || !between.isBlank()) {
                flush();
                text.append(between);
            }
            if (next == null) {
                text.append(matcher.group());
            } else {
                add(next, matcher.group(2), matcher.group(3));
            }
            afterWord = next != null;
            end = matcher.end();
        }
        flush();
        return text.append(encoded, end, encoded.length()).toString();
    }

    private void add(Charset next, String encoding, String content) {
        if (!Objects.equals(charset, next)) {
            flush();
            charset = next;
        }
        InputStream ascii =
                new ByteArrayInputStream((encoding.equalsIgnoreCase("Q") ? content.replace("_", "=20") : content)
                        .getBytes(StandardCharsets.UTF_8));
        try (InputStream decoder = encoding.equalsIgnoreCase("Q")
                ? new QuotedPrintableInputStream(ascii, DecodeMonitor.SILENT)
                : new Base64Decoder(ascii)) {
            decoder.transferTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot happen: the octets are in memory", e);
        }
    }

    private void flush() {
        if (octets.size() > 0) {
            text.append(TextDecoder.decode(octets.toByteArray(), charset.name(), false));
            octets.reset();
        }
    }
}
