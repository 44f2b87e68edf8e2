package org.smtpconnector.inbox.login;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Says in the log that anybody may read the mail. */
public final class OpenInbox {

    private static final Logger LOGGER = Logger.getLogger(OpenInbox.class.getName());

    private OpenInbox() {}

    /**
     * Warns.
     *
     * @param address by which others reach the inbox
     */
    public static void warn(String address) {
        LOGGER.log(
                Level.WARNING,
                "ANYBODY CAN READ AND DELETE THE MAIL: the inbox is reachable at {0} and wants no login."
                        + " Set inbox.login=required, or let the server listen on 127.0.0.1 only.",
                address);
    }
}
