package org.smtpconnector.inbox.store;

/**
 * The progress of the search index while it does not have every message.
 *
 * @param indexed the number of messages that a search sees
 * @param stored the number of messages in the database
 */
public record SearchProgress(long indexed, long stored) {}
