/**
 * Sockets, event loops and spools: the only package that knows Netty.
 *
 * <p>What belongs to one connection is used on its event loop alone. Nothing here waits on an event loop, except for the
 * writing of a spool file; application code never runs on one. Threads that are not event loops come in through
 * {@link org.smtpconnector.adapter.transport.SmtpTransport}, {@link org.smtpconnector.adapter.transport.BoundListener},
 * {@link org.smtpconnector.adapter.transport.SmtpApplication.Later} and
 * {@link org.smtpconnector.adapter.transport.SpooledContent}, and keep nothing of Netty's.
 */
package org.smtpconnector.adapter.transport;
