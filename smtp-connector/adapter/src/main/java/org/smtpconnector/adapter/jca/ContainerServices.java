package org.smtpconnector.adapter.jca;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The services of the container that the listeners share.
 *
 * @param works schedules Works
 * @param invoker calls beans in transactions
 * @param mail parses headers and messages
 * @param clock as {@link System#nanoTime()}
 * @param waiting waits for conditions
 */
record ContainerServices(
        WorkScheduler works, EndpointInvoker invoker, JakartaMail mail, LongSupplier clock, Waiting waiting) {

    /** Waits for a condition; a simulation does it in its own way. */
    interface Waiting {

        /**
         * Waits until a condition holds.
         *
         * @param monitor is notified when the condition may have changed
         * @return false if the condition does not hold when the time is over
         * @throws InterruptedException if the thread is interrupted
         */
        boolean await(Object monitor, BooleanSupplier condition, Duration time) throws InterruptedException;
    }

    /** Takes the services of a container, with the time and the threads of the virtual machine. */
    ContainerServices(WorkScheduler works, EndpointInvoker invoker, JakartaMail mail) {
        this(works, invoker, mail, System::nanoTime, ContainerServices::await);
    }

    /** Waits on the monitor, as long as the time of the virtual machine allows. */
    static boolean await(Object monitor, BooleanSupplier condition, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        synchronized (monitor) {
            while (!condition.getAsBoolean()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                monitor.wait(left);
            }
        }
        return true;
    }
}
