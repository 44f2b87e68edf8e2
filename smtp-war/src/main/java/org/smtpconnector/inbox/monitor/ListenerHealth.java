package org.smtpconnector.inbox.monitor;

import java.util.List;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.Address;

/** The health of the listeners. */
public final class ListenerHealth {

    private ListenerHealth() {}

    /**
     * Tells whether there is a listener, and each of them is bound, has a bean that takes mail, and has room for more: not while it
     * is drained, and not while it is saturated.
     */
    public static boolean isReady(List<SmtpStatus.Listener> listeners) {
        return !listeners.isEmpty()
                && listeners.stream().allMatch(listener -> isOpen(listener) && !listener.saturated());
    }

    /** Tells whether a listener is bound and takes mail. */
    public static boolean isOpen(SmtpStatus.Listener listener) {
        return listener.accepting() && !listener.addresses().isEmpty();
    }

    /** The state of a listener in words. The addresses come first: the launcher of the inbox reads them from here. */
    public static String describe(SmtpStatus.Listener listener) {
        String addresses = listener.addresses().stream().map(Address::text).collect(Collectors.joining(" "));
        return (addresses.isEmpty() ? "not bound" : addresses)
                + (listener.accepting() ? ", accepting" : ", not accepting")
                + (listener.saturated() ? ", saturated" : "")
                + ", connections " + listener.connections()
                + ", processings " + listener.processings()
                + ", waiting " + listener.waiting()
                + ", delivered " + listener.delivered()
                + ", refused " + listener.refused();
    }
}
