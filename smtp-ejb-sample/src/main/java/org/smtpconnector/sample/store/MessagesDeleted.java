package org.smtpconnector.sample.store;

import java.util.List;

/**
 * The event for messages that were deleted. Observe it {@code AFTER_SUCCESS}, as {@link MessageStored}.
 *
 * @param ids the messages', at least one
 */
public record MessagesDeleted(List<Long> ids) {
    /** Copies the list. */
    public MessagesDeleted {
        ids = List.copyOf(ids);
    }
}
