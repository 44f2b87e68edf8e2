/**
 * One connection and its SMTP session: {@code Connection} is what Netty sees, {@code Session} is the host of the engine. All of it
 * runs on the connection's event loop, and none of it waits. The beans are reached through {@code SmtpApplication} alone.
 */
package org.smtpconnector.adapter.session;
