package org.smtpconnector.inbox.store;

import org.smtpconnector.inbox.search.IndexEntry;

/**
 * A message was stored, or a transaction that came to nothing. Fired in the transaction, which may yet be rolled back.
 *
 * @param entry what to find it by
 */
record MessageStored(IndexEntry entry) {}
