package org.smtpconnector.inbox.store;

import java.io.Serializable;

/** The key of what belongs to a message and has a place in it: a recipient, a chunk. */
public class PartId implements Serializable {

    private static final long serialVersionUID = 1L;

    private long messageId;
    private int position;

    /** For Jakarta Persistence. */
    public PartId() {}

    PartId(long messageId, int position) {
        this.messageId = messageId;
        this.position = position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartId that && messageId == that.messageId && position == that.position;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(messageId) * 31 + position;
    }
}
