package org.smtpconnector.sample.store;

/**
 * The event for a message that was stored. Observe it {@code AFTER_SUCCESS}: it is fired in the transaction, which may yet
 * be rolled back.
 *
 * @param id the message's
 */
public record MessageStored(long id) {}
