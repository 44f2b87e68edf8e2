/**
 * The inbox: what the store of the sample has taken in, for people and for tests.
 */
package org.smtpconnector.inbox;
