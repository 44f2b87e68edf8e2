/**
 * The login of those who may look into the inbox.
 */
package org.smtpconnector.inbox.login;
