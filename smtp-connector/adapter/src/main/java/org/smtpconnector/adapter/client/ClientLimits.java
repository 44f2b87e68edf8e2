package org.smtpconnector.adapter.client;

import java.util.function.LongSupplier;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.Rate;

/**
 * The limits of each client network of a listener.
 *
 * @param connections maximum number of connections at once
 * @param messageRate messages in a time
 * @param failureDelay nanoseconds that the reply to the first wrong credential waits, 0 or more
 * @param clock as {@link System#nanoTime()}
 */
record ClientLimits(int connections, Rate messageRate, long failureDelay, LongSupplier clock) {

    static ClientLimits of(ListenerSettings settings, LongSupplier clock) {
        return new ClientLimits(
                settings.get(LimitKeys.MAX_CONNECTIONS_PER_CLIENT),
                settings.get(LimitKeys.MESSAGE_RATE_PER_CLIENT),
                settings.get(AuthKeys.FAILURE_DELAY).toNanos(),
                clock);
    }

    long now() {
        return clock.getAsLong();
    }
}
