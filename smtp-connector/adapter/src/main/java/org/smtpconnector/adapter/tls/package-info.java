/**
 * Certificates, and what TLS is made of: files to {@link javax.net.ssl.SSLEngine}s, with what the JDK has. Knows nothing of
 * sockets, configuration keys or the container.
 */
package org.smtpconnector.adapter.tls;
