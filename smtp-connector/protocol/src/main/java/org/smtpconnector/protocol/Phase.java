package org.smtpconnector.protocol;

/** The phases of a session that decide which commands are in order. */
enum Phase {
    /** Before HELO or EHLO. */
    CONNECTED("before HELO"),
    /** After HELO or EHLO, no mail transaction. */
    GREETED("idle"),
    /** MAIL was accepted, no recipient yet. */
    MAIL("after MAIL"),
    /** At least one recipient was accepted. */
    RCPT("after RCPT"),
    /** At least one chunk was accepted, the last has not come (RFC 3030 section 2). */
    CHUNKS("after BDAT");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    /** Returns the title of the phase in documents. */
    String title() {
        return title;
    }
}
