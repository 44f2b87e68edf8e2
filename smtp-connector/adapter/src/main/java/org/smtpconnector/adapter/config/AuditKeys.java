package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of the audit lines. */
public final class AuditKeys {

    public static final Key<AuditTarget> AUDIT = Key.inherited(
            "audit",
            AuditTarget.TYPE,
            "log",
            "The place for a line of JSON for each transaction: the server's log, none, or a file. Listeners with the same"
                    + " file share it.");

    public static final Key<Long> MAX_SIZE = Key.global(
            "audit.max-size",
            Type.size(64 * 1024, 1L << 40).or(Type.UNLIMITED, Long.MAX_VALUE),
            "100M",
            "The size at which an audit file is renamed, with the time added to its name, and a new one begun; `unlimited` leaves"
                    + " that to a program such as logrotate.");

    public static final Key<Integer> OLD_FILES = Key.global(
            "audit.old-files",
            Type.integer(1, 100_000),
            "10",
            "The number of renamed audit files that are kept; the oldest ones are deleted.");

    static final Section SECTION = new Section("Audit", List.of(AUDIT, MAX_SIZE, OLD_FILES));

    private AuditKeys() {}
}
