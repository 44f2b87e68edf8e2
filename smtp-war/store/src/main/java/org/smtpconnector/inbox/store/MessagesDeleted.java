package org.smtpconnector.inbox.store;

import java.util.List;

/**
 * Messages were deleted. Fired as {@link MessageStored}.
 *
 * @param ids the messages', at least one
 */
record MessagesDeleted(List<Long> ids) {
    /** Copies the list. */
    MessagesDeleted {
        ids = List.copyOf(ids);
    }
}
