package org.smtpconnector.inbox.login;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Says in the log for whom the inbox is open. */
public final class OpenInbox {

    private static final Logger LOGGER = Logger.getLogger(OpenInbox.class.getName());

    private OpenInbox() {}

    /** It is open for everybody. */
    static void warnAll() {
        LOGGER.warning(
                "ANYBODY WHO REACHES THIS SERVER'S HTTP PORT CAN READ AND DELETE THE MAIL, since inbox.login=none."
                        + " inbox.login=required wants a user, inbox.login=local lets only this machine in.");
    }

    /**
     * Somebody was sent away.
     *
     * @param address that the request came to
     */
    public static void warnRefused(String address) {
        LOGGER.log(
                Level.WARNING,
                "Refused a request that came to {0}: without a login the inbox is open to its own machine only."
                        + " Set inbox.login=required, or inbox.login=none to let everybody in. Further ones are refused silently.",
                address);
    }

    /** Only this machine may look, without a login. */
    static void tellLocal() {
        LOGGER.info("The inbox is open to everybody on this machine, and to nobody else (inbox.login=local)."
                + " Before a proxy on this machine passes requests on to it, set inbox.login=required.");
    }

    /** Somebody looks by way of a proxy that does not say so. */
    public static void warnClosed() {
        LOGGER.severe(
                "THE INBOX WAS OPEN TO EVERYBODY WHO REACHES A PROXY ON THIS MACHINE, AND HAS CLOSED ITSELF: its page was shown"
                        + " at another address, and the proxy did not say that it passes requests on. Set inbox.login=required,"
                        + " or inbox.login=none to let everybody in, and start the application again.");
    }
}
