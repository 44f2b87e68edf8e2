package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of the audit lines. */
public final class AuditKeys {

    public static final Key<AuditTarget> AUDIT = Key.inherited(
            "audit",
            AuditTarget.TYPE,
            "log",
            "The destination of the audit lines, one line of JSON for each transaction: the server's log, none, or a"
                    + " file. Several listeners may use the same file.");

    public static final Key<Long> MAX_SIZE = Key.global(
            "audit.max-size",
            Type.size(64 * 1024, 1L << 40).or(Type.UNLIMITED, Long.MAX_VALUE),
            "100M",
            "The size at which the adapter renames an audit file (it adds the time to the name) and begins a new one."
                    + " `unlimited` leaves the rotation to a program such as logrotate.");

    public static final Key<Integer> OLD_FILES = Key.global(
            "audit.old-files",
            Type.integer(1, 100_000),
            "10",
            "The number of renamed audit files that are kept. Older ones are deleted.");

    static final Section SECTION = new Section("Audit", List.of(AUDIT, MAX_SIZE, OLD_FILES));

    private AuditKeys() {}
}
