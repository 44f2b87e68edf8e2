/**
 * Certificates, and what TLS is made of: files to {@link javax.net.ssl.SSLEngine}s, those of
 * the JDK or, by way of Netty, of BoringSSL. Knows nothing of
 * sockets, configuration keys or the container.
 */
package org.smtpconnector.adapter.tls;
