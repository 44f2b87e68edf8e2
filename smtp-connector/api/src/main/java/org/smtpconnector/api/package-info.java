/**
 * The API for the author of a message-driven bean: {@link org.smtpconnector.api.SmtpMessageListener} and all that it is given.
 */
package org.smtpconnector.api;
