/**
 * The reading of messages: texts, HTML, attachments. Whatever the octets are, there is a result, and reading has an end.
 */
package org.smtpconnector.inbox.mime;
