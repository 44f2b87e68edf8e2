/**
 * The store: messages, their recipients, and their octets in chunks, kept with Jakarta Persistence.
 */
package org.smtpconnector.inbox.store;
