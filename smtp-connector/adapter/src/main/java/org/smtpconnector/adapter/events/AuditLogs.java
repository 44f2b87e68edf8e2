package org.smtpconnector.adapter.events;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.smtpconnector.adapter.config.AuditKeys;
import org.smtpconnector.adapter.config.AuditTarget;
import org.smtpconnector.adapter.config.ListenerSettings;

/** Makes the audit logs of the listeners. Listeners with the same file share it. */
public final class AuditLogs {

    private final Executor executor;
    private final Map<Path, AuditFile> files = new HashMap<>();

    /**
     * @param executor for tasks that may wait; may reject one
     */
    public AuditLogs(Executor executor) {
        this.executor = executor;
    }

    /**
     * Returns the audit log of a listener.
     *
     * @param settings of the listener
     * @param writer to which lines for the log go
     */
    public synchronized AuditLog of(ListenerSettings settings, LogWriter writer) {
        AuditTarget target = settings.get(AuditKeys.AUDIT);
        return switch (target.kind()) {
            case OFF -> AuditLog.OFF;
            case LOG -> new LoggedAudit(writer);
            case FILE ->
                files.computeIfAbsent(target.file().orElseThrow(), path -> file(path, settings))
                        .ofListener();
        };
    }

    private AuditFile file(Path path, ListenerSettings settings) {
        return new AuditFile(
                new RotatedFile(path, settings.get(AuditKeys.MAX_SIZE), settings.get(AuditKeys.OLD_FILES)), executor);
    }

    /** Writes what waits; to be called when no listener is left. May wait for a disk. */
    public synchronized void close() {
        files.values().forEach(AuditFile::close);
        files.clear();
    }
}
