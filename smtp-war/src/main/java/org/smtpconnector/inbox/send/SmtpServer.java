package org.smtpconnector.inbox.send;

/**
 * A server that mail is sent to.
 *
 * @param host its name or address
 * @param port its TCP port
 * @param tls whether the connection is encrypted
 * @param user for AUTH; null if nobody logs in
 * @param password null if nobody logs in
 */
public record SmtpServer(String host, int port, Tls tls, String user, String password) {

    /** The ways to encrypt a connection. */
    public enum Tls {
        /** Everything is sent in clear. */
        NONE,
        /** STARTTLS, without which nothing is sent. */
        STARTTLS,
        /** TLS from the first octet. */
        IMPLICIT
    }

    static SmtpServer inClear(String host, int port) {
        return new SmtpServer(host, port, Tls.NONE, null, null);
    }

    /** Returns host and port, for people; the user and the password are not in it. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
