/**
 * The inbox: the messages that the store has taken in, for people and for tests.
 */
package org.smtpconnector.inbox;
