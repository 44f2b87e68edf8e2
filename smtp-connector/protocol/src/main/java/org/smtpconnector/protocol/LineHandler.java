package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpReply;

/** Takes the lines of the client: commands, or the responses of an authentication exchange. */
interface LineHandler {

    /**
     * Takes a line.
     *
     * @param line without its CRLF
     * @param octets its length with its CRLF
     */
    void line(String line, int octets);

    /** Takes note of a line that cannot be read. */
    void unreadable(SmtpReply reply);

    /** Takes note of a line that is longer than the limit. */
    void tooLong();
}
