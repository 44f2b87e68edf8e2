/**
 * The health checks of the SMTP connector.
 */
package org.smtpconnector.inbox.health;
