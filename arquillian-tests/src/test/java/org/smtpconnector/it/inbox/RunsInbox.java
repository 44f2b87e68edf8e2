package org.smtpconnector.it.inbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class of the inbox: its methods may have a parameter of type {@link InboxServer}. Classes with the same arguments
 * share a server; only one server runs at a time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("inbox")
@ExtendWith(InboxExtension.class)
public @interface RunsInbox {

    /** The bean gets exactly what was sent. */
    String NO_RECEIVED_HEADER = "-Dsmtp.listener.default.received-header=false";

    /** Nobody but these is refused or rewritten. */
    String REFUSED_SENDERS = "-Dinbox.refused-senders=*@refused.example.org";

    String REFUSED_RECIPIENTS = "-Dinbox.refused-recipients=*@refused.example.org";

    String SEPARATOR = "-Dinbox.subaddress-separator=+";

    String ALIASES = "-Dinbox.aliases=sales@alias.example.org=alice@alias.example.org";

    /** Arguments of the server's JVM. */
    String[] value();
}
