package org.smtpconnector.adapter.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM file (RFC 7468). */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([\\s\\S]*?)-----END \\1-----");

    private final String label;
    private final byte[] der;

    private Pem(String label, byte[] der) {
        this.label = label;
        this.der = der;
    }

    /** Returns the label, such as {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    /** Returns the decoded content; null if it is not Base64. */
    byte[] der() {
        return der;
    }

    /** Returns all blocks of a file; the text between them is explanatory (section 2). */
    static List<Pem> blocks(byte[] file) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(file, ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Pem(matcher.group(1), decode(matcher.group(2))));
        }
        return blocks;
    }

    private static byte[] decode(String base64) {
        // The MIME decoder would pass over what is not Base64, such as the headers of OpenSSL's old encryption.
        String text = base64.replaceAll("\\s", "");
        try {
            return text.isEmpty() ? null : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
