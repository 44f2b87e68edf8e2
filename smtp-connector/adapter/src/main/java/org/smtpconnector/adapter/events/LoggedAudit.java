package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/** Audit lines that go to the log of the server. */
final class LoggedAudit extends AuditLog {

    private static final Logger LOG = System.getLogger("org.smtpconnector.audit");

    private final LogWriter writer;
    private final LongAdder lost = new LongAdder();

    LoggedAudit(LogWriter writer) {
        this.writer = writer;
    }

    @Override
    boolean isOn() {
        return LOG.isLoggable(Level.INFO);
    }

    @Override
    void add(AuditEvent event) {
        if (!writer.add(LOG, Level.INFO, () -> line(event), null)) {
            lost.increment();
        }
    }

    private static String line(AuditEvent event) {
        JsonLines json = new JsonLines();
        event.addTo(json);
        return json.toString();
    }

    @Override
    long lost() {
        return lost.sum();
    }
}
