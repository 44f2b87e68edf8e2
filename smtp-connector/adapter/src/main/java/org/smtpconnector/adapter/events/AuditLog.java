package org.smtpconnector.adapter.events;

/**
 * Takes the audit lines of one listener: one for each transaction, and for each authentication that was refused. Connections that are
 * turned away have none, since they cost a client nothing: they are counted. Safe for use by several threads.
 */
public abstract class AuditLog {

    /** Takes nothing. */
    public static final AuditLog OFF = new AuditLog() {
        @Override
        boolean isOn() {
            return false;
        }

        @Override
        void add(AuditEvent event) {
            // nothing is wanted
        }

        @Override
        long lost() {
            return 0;
        }
    };

    /** Tells whether it is worth making an event. */
    abstract boolean isOn();

    /** Takes an event whose line is written a little later; returns at once. */
    abstract void add(AuditEvent event);

    /** Returns the number of lines that were not written and will not be. */
    abstract long lost();

    /** Has what waits written, if anything does; to be called now and then. Returns at once. */
    public void tick() {
        // nothing waits
    }

    /** Writes what waits; may wait for a disk. */
    public void flush() {
        // nothing waits
    }
}
