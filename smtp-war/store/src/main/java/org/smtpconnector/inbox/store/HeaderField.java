package org.smtpconnector.inbox.store;

/**
 * A header field (RFC 5322 section 2.2), for people to read.
 *
 * @param name as it was sent
 * @param value unfolded, encoded words (RFC 2047) decoded; what could not be decoded stands as it was sent
 */
public record HeaderField(String name, String value) {}
