/**
 * What the author of a message-driven bean sees: {@link org.smtpconnector.api.SmtpMessageListener} and what it is given.
 */
package org.smtpconnector.api;
