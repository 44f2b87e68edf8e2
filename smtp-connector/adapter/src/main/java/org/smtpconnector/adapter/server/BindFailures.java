package org.smtpconnector.adapter.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ConfigError;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.server.ListenAddresses.Target;

/** Collects the reasons why addresses of a listener cannot be bound, in words for the administrator. */
final class BindFailures {

    private static final Logger LOG = System.getLogger(BindFailures.class.getName());

    private final ListenerSettings settings;
    private final List<String> messages = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final Set<String> bound = new HashSet<>();
    private Throwable cause;

    /** An address that this machine does not have, although the host of the address may have others. */
    private record Missing(Target target, String message, Throwable cause) {}

    BindFailures(ListenerSettings settings) {
        this.settings = settings;
    }

    /** Notes an error of the configuration. */
    void add(ConfigError error) {
        messages.add(error.toString());
    }

    /** Notes an address that has been bound. */
    void bound(Target target) {
        bound.add(target.host());
    }

    /** Notes an address that cannot be bound. */
    void add(Target target, Throwable why) {
        if (says(why, "cannot assign requested address") || says(why, "address family")) {
            missing.add(new Missing(
                    target,
                    settings.key(BindingKeys.HOST) + ": " + target.host() + " ("
                            + target.address().getAddress().getHostAddress()
                            + ") is not an address of this machine; expected one that is, or *",
                    why));
        } else {
            messages.add(settings.key(BindingKeys.PORT) + ": "
                    + target.address().getPort() + " on " + target.host() + reason(why));
            cause = why;
        }
    }

    private static String reason(Throwable why) {
        if (says(why, "in use")) {
            return " is already in use; choose another port or stop the other program";
        }
        if (says(why, "permission denied")) {
            return " may not be bound by the user of this process; choose a port"
                    + " from 1024 on, or give the process the right to bind those below";
        }
        return " cannot be bound: " + why;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /**
     * Ends the collection, after every address has been tried.
     *
     * @throws ServerBindException with all reasons, if there are any
     */
    void throwIfAny() throws ServerBindException {
        for (Missing one : missing) {
            // "localhost" is 127.0.0.1 and ::1 also where IPv6 is switched off: one that can be bound is enough.
            if (bound.contains(one.target().host())) {
                LOG.log(Level.INFO, one.message());
            } else {
                messages.add(one.message());
                cause = one.cause();
            }
        }
        if (!messages.isEmpty()) {
            throw new ServerBindException(String.join("; ", messages), cause);
        }
    }

    /** Returns whether the operating system gave this reason: the JDK has no other sign than its words. */
    private static boolean says(Throwable why, String words) {
        return why instanceof SocketException
                && why.getMessage() != null
                && why.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }
}
