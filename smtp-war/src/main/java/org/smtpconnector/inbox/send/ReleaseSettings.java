package org.smtpconnector.inbox.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.inbox.settings.Wildcard;

/**
 * The server that messages are released to, from MicroProfile Config; nothing is released without these keys.
 *
 * @param server {@code inbox.release.host}, {@code port}, {@code tls}, {@code user}, {@code password}; null if nothing is released
 * @param recipients who may get released messages; {@code inbox.release.recipients}
 * @param automatic whether messages for them are released as they come; {@code inbox.release.automatic}
 */
record ReleaseSettings(SmtpServer server, Wildcard recipients, boolean automatic) {

    private static final String HOST = "inbox.release.host";
    private static final String PORT = "inbox.release.port";
    private static final String TLS = "inbox.release.tls";
    private static final String USER = "inbox.release.user";
    private static final String PASSWORD = "inbox.release.password";
    private static final String RECIPIENTS = "inbox.release.recipients";
    private static final String AUTOMATIC = "inbox.release.automatic";
    private static final int MAX_PORT = 65_535;

    static ReleaseSettings read() {
        return of(ConfigProvider.getConfig(ReleaseSettings.class.getClassLoader()));
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming every value that is wrong
     */
    static ReleaseSettings of(Config config) {
        Reader reader = new Reader(config);
        String host = reader.value(HOST).orElse(null);
        int port = reader.port();
        SmtpServer.Tls tls = reader.tls();
        String user = reader.value(USER).orElse(null);
        String password = reader.value(PASSWORD).orElse(null);
        Wildcard recipients = Wildcard.list(reader.value(RECIPIENTS).orElse(""));
        boolean automatic = reader.automatic();
        if (host == null) {
            for (String key : List.of(PORT, TLS, USER, PASSWORD, RECIPIENTS, AUTOMATIC)) {
                reader.value(key).ifPresent(value -> reader.mistake(key, value, "no value without " + HOST));
            }
        } else {
            if (!host.matches("[A-Za-z0-9._:-]{1,255}")) {
                reader.mistake(HOST, host, "the name or the address of an SMTP server");
            }
            if (recipients.pieces().isEmpty()) {
                reader.mistake(RECIPIENTS, "", "the recipients that may get mail, such as *@example.org");
            }
            if ((user == null) != (password == null)) {
                reader.mistake(USER, user == null ? "" : user, "a user together with " + PASSWORD);
            }
            if (user != null && tls == SmtpServer.Tls.NONE) {
                reader.mistake(TLS, "none", "starttls or implicit, so that the password is not sent in clear");
            }
        }
        reader.end();
        SmtpServer server = host == null ? null : new SmtpServer(host, port, tls, user, password);
        return new ReleaseSettings(server, recipients, automatic);
    }

    private static final class Reader {

        private final Config config;
        private final List<String> mistakes = new ArrayList<>();

        Reader(Config config) {
            this.config = config;
        }

        Optional<String> value(String key) {
            return config.getOptionalValue(key, String.class).map(String::strip).filter(text -> !text.isEmpty());
        }

        void mistake(String key, String value, String expected) {
            // A password is no value to be shown.
            String shown = key.equals(PASSWORD) ? "***" : value;
            mistakes.add(key + " is \"" + shown + "\", expected " + expected);
        }

        int port() {
            String text = value(PORT).orElse("25");
            if (text.matches("\\d{1,5}")) {
                int port = Integer.parseInt(text);
                if (port > 0 && port <= MAX_PORT) {
                    return port;
                }
            }
            mistake(PORT, text, "a whole number from 1 to " + MAX_PORT);
            return 0;
        }

        SmtpServer.Tls tls() {
            String text = value(TLS).orElse("none");
            for (SmtpServer.Tls tls : SmtpServer.Tls.values()) {
                if (tls.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                    return tls;
                }
            }
            mistake(TLS, text, "one of none, starttls, implicit");
            // Nothing that follows from another value is a second mistake.
            return SmtpServer.Tls.STARTTLS;
        }

        boolean automatic() {
            String text = value(AUTOMATIC).orElse("false");
            if (!text.equals("true") && !text.equals("false")) {
                mistake(AUTOMATIC, text, "true or false");
            }
            return text.equals("true");
        }

        void end() {
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException("The inbox cannot start: " + String.join("; ", mistakes));
            }
        }
    }
}
