/**
 * Ports, accepted sockets, the PROXY protocol, and the event loops on threads of the container. A {@code NettyServer} binds one
 * listener, and gives each socket to a {@code Connection}. The package knows neither the container nor what is said on a connection.
 */
package org.smtpconnector.adapter.server;
