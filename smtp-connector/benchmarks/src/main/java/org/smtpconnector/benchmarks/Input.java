package org.smtpconnector.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The input of the benchmarks of several servers, which is the same for all. */
public final class Input {

    /** Octets of a body. */
    public static final int BODY = 1 << 20;

    /** Octets that are read at a time. */
    public static final int READ = 1 << 16;

    /** Octets of a line with its CRLF. */
    public static final int LINE = 78;

    public static final String MAIL = "MAIL FROM:<sender@example.org> SIZE=100000 BODY=8BITMIME";
    public static final String RCPT = "RCPT TO:<recipient@example.net>";

    private Input() {}

    /** {@value #BODY} octets of lines without dots. */
    public static byte[] text() {
        return lines("x".repeat(LINE - 2));
    }

    /** {@value #BODY} octets of lines each of which begins with a transparency dot: the worst case. */
    public static byte[] stuffed() {
        return lines("." + "x".repeat(LINE - 3));
    }

    /**
     * {@value #BODY} octets of the same line again and again.
     *
     * @param line a line without its CRLF
     */
    public static byte[] lines(String line) {
        return Arrays.copyOf(ascii((line + "\r\n").repeat(BODY / (line.length() + 2) + 1)), BODY);
    }

    /** Five command lines. */
    public static byte[] commands() {
        return ascii(String.join("\r\n", MAIL, RCPT, RCPT, "DATA", "RSET", ""));
    }

    /** A transaction of 1 KiB, pipelined. */
    public static byte[] transaction() {
        String body = ("x".repeat(LINE - 2) + "\r\n").repeat(1024 / LINE);
        return ascii(String.join("\r\n", MAIL, RCPT, "DATA", body + ".", ""));
    }

    /**
     * A transaction of so many recipients without content, pipelined.
     *
     * @param recipients 0 or more
     */
    public static byte[] envelope(int recipients) {
        return ascii(MAIL + "\r\n" + (RCPT + "\r\n").repeat(recipients) + "RSET\r\n");
    }

    /** The octets of ASCII text. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
