package org.smtpconnector.inbox.client;

/**
 * The reply of a listener to a message that was sent.
 *
 * @param accepted whether it has taken the message, for all recipients
 * @param text the line, such as {@code 550 5.1.1 No such user}
 */
public record SmtpReply(boolean accepted, String text) {}
