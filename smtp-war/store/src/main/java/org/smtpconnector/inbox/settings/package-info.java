/**
 * The configuration keys of the inbox.
 */
package org.smtpconnector.inbox.settings;
