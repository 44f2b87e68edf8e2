package org.smtpconnector.adapter.events;

import org.smtpconnector.adapter.config.LogSafe;

/**
 * The dialogue of a session, for its entries in the journal, in bounds: all that came before the first transaction, and what has
 * been said since the last one ended.
 */
final class Transcript {

    /** Characters of a line. */
    static final int MAX_LINE = 1000;

    private final BoundedLines opening = new BoundedLines(3 << 10, 1 << 10);
    private final BoundedLines current = new BoundedLines(8 << 10, 3 << 10);

    /** Transactions that have begun. */
    private int begun;

    /** Transactions that have ended, and are not told of any more. */
    private int ended;

    /** Adds a line of the client's or the server's, which is harmless already. */
    void add(String line) {
        (begun == 0 ? opening : current).add(line);
    }

    /** A line as it is kept and logged. */
    static String line(String who, String text) {
        return who + LogSafe.escape(text, MAX_LINE);
    }

    /** The last line was a MAIL. */
    void transactionBegins() {
        if (begun++ == 0) {
            String mail = opening.removeLast();
            if (mail != null) {
                current.add(mail);
            }
        }
    }

    /** The lines from now on belong to the next transaction, or to the end of the session. */
    void transactionEnded() {
        ended++;
        current.clear();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(1024);
        opening.appendTo(text);
        if (ended > 0) {
            text.append("<").append(ended).append(ended == 1 ? " transaction>\n" : " transactions>\n");
        }
        current.appendTo(text);
        return text.toString();
    }
}
