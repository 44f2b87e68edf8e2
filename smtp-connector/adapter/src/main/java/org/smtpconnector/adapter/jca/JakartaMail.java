package org.smtpconnector.adapter.jca;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.util.Properties;

/**
 * Jakarta Mail, which looks for its provider by the context class loader, each time that it parses something. Servers differ in the loader
 * that sees the provider, so it is found out once and set while Jakarta Mail works. Safe for use by several threads.
 */
final class JakartaMail {

    private interface Action<T, E extends Exception> {
        T run() throws E;
    }

    private final ClassLoader loader;
    private final Session session;

    private JakartaMail(ClassLoader loader) {
        this.loader = loader;
        this.session = within(loader, () -> Session.getInstance(new Properties()));
    }

    /**
     * Returns Jakarta Mail with the provider that a class loader sees.
     *
     * @throws IllegalStateException if the loader sees none
     * @throws LinkageError if the server has no Jakarta Mail
     */
    static JakartaMail by(ClassLoader loader) {
        return new JakartaMail(loader);
    }

    /** Returns a message that is read from a stream when its parts are asked for. */
    MimeMessage message(InputStream content) throws MessagingException {
        return within(loader, () -> new MimeMessage(session, content));
    }

    /** Returns the fields of a header; names and values may be UTF-8. */
    InternetHeaders headers(InputStream header) throws MessagingException {
        return within(loader, () -> new InternetHeaders(header, true));
    }

    private static <T, E extends Exception> T within(ClassLoader loader, Action<T, E> action) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
