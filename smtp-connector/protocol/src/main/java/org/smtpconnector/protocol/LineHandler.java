package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpReply;

/** Takes the lines that the client sends: commands, or the responses of an authentication exchange. */
interface LineHandler {

    /** A line has come, without its CRLF, of so many octets with it. */
    void line(String line, int octets);

    /** A line has come that cannot be read. */
    void unreadable(SmtpReply reply);

    /** A line has come that is longer than the limit. */
    void tooLong();
}
