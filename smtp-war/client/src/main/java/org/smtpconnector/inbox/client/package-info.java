/** A client of the inbox for tests: waits for a message and gives its content. */
package org.smtpconnector.inbox.client;
