/**
 * The inbox, run as a user runs it: in a server process of its own, with the clients that people have.
 */
package org.smtpconnector.it.inbox;
