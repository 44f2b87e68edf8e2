package org.smtpconnector.inbox.mime;

/**
 * A part that is neither text nor HTML of the message.
 *
 * @param part its header
 * @param size octets of its decoded content
 * @param image the media type of a picture that a page may show, by its content; null if it is none
 */
public record Attachment(MimePart part, long size, String image) {}
