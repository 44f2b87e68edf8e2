package org.smtpconnector.adapter.events;

import java.util.List;
import java.util.Map;
import org.smtpconnector.api.SmtpStatus;

/** The life of an adapter that is recorded and managed; loaded by a class loader of its own. */
public final class ObservedAdapter {

    private ObservedAdapter() {}

    public static void run() {
        JfrEvents.register();
        Journal journal = new Journal();
        LogWriter writer = new LogWriter(Runnable::run);
        ListenerEvents listener =
                new ListenerEvents("leaving", journal.ring("leaving", 10, 100_000), writer, AuditLog.OFF);
        try (ManagedListener managed = ManagedListener.of(
                "leaving",
                () -> new SmtpStatus.Listener(
                        "leaving", List.of(), true, false, 1, 0, 0, listener.counted(), Map.of()))) {
            ObservedSession session = new ObservedSession(listener, "s");
            session.say("HELO client.example").message("a@example.org", "b@example.org", "x");
            session.say("QUIT").lost();
            if (managed.getConnectionsTotal() != 1 || managed.getTransactions().equals(Map.of())) {
                throw new IllegalStateException("Not counted");
            }
        }
        writer.flush();
        JfrEvents.unregister();
    }
}
