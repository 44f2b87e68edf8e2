/**
 * What the server is told about the health of the SMTP connector.
 */
package org.smtpconnector.inbox.health;
