package org.smtpconnector.adapter.server;

/** A task that runs again and again until it is closed. */
public interface PeriodicTask extends AutoCloseable {

    /** Ends the task; a run that has begun goes on. May be called more than once, from any thread. */
    @Override
    void close();
}
