package org.smtpconnector.inbox.store;

/**
 * It is known now how the transaction of a message has ended. Fired as {@link MessageStored}.
 *
 * @param id of the message
 */
record MessageUpdated(long id) {}
