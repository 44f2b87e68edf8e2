package org.smtpconnector.adapter.session;

import java.time.Duration;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;

/**
 * The times that a client may take.
 *
 * @param greeting until it has said who it is
 * @param command for its next command
 * @param data between two pieces of a message
 * @param minDataRate octets of a message each second in the long run; 0 for no limit
 * @param session for all
 */
public record ClientTimeouts(Duration greeting, Duration command, Duration data, int minDataRate, Duration session) {

    private static final double NANOSECONDS = 1e9;

    public static ClientTimeouts of(ListenerSettings settings) {
        return new ClientTimeouts(
                settings.get(TimeoutKeys.GREETING),
                settings.get(TimeoutKeys.COMMAND),
                settings.get(TimeoutKeys.DATA),
                settings.get(LimitKeys.MIN_DATA_RATE),
                settings.get(TimeoutKeys.SESSION));
    }

    /** The shortest of those that a client is given for one thing. */
    public Duration shortest() {
        Duration shorter = greeting.compareTo(command) < 0 ? greeting : command;
        return shorter.compareTo(data) < 0 ? shorter : data;
    }

    /** For how long so many octets of a message are enough, in nanoseconds. */
    public double enoughFor(int octets) {
        return minDataRate == 0 ? Double.MAX_VALUE : octets * NANOSECONDS / minDataRate;
    }
}
