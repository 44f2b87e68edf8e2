/**
 * Who may look into the inbox.
 */
package org.smtpconnector.inbox.login;
