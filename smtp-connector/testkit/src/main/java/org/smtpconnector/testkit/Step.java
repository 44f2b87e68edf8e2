package org.smtpconnector.testkit;

/** One line of a transcript. */
sealed interface Step {

    /** Returns the number of its line, for messages. */
    int line();

    /** The client sends octets ({@code C:} with CRLF, {@code R:} without). */
    record Send(int line, Octets octets) implements Step {}

    /** The server sends a line that matches ({@code S:}). */
    record Expect(int line, String pattern) implements Step {}

    /** The server closes the connection ({@code E:}). */
    record ExpectClose(int line) implements Step {}

    /** The TLS handshake takes place ({@code TLS:}). */
    record Secure(int line) implements Step {}

    /** The client waits for the replies ({@code W:}), whatever it would send at once otherwise. */
    record Wait(int line) implements Step {}

    /** The application decides ({@code A:}). */
    record Decide(int line, Decision decision) implements Step {}

    /** A message has been received, with this content ({@code M:} and {@code N:}, taken together). */
    record Deliver(int line, Octets content) implements Step {}
}
