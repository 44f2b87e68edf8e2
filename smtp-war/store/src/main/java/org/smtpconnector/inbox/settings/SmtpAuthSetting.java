package org.smtpconnector.inbox.settings;

import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/** The users who may authenticate by SMTP; {@code inbox.smtp-auth}. */
public enum SmtpAuthSetting {
    /** Users of the identity stores, where {@code smtp.auth.mode} lets anybody authenticate at all. */
    STORE,
    /** Everybody, with any password, with and without TLS: for applications whose configuration has a user and a password. */
    ANY;

    /** The key. */
    public static final String KEY = "inbox.smtp-auth";

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    public static SmtpAuthSetting of(Config config) {
        String text =
                config.getOptionalValue(KEY, String.class).map(String::strip).orElse("");
        if (text.isEmpty()) {
            return STORE;
        }
        for (SmtpAuthSetting setting : values()) {
            if (setting.name().equals(text.toUpperCase(Locale.ROOT))) {
                return setting;
            }
        }
        throw new IllegalArgumentException(
                "The inbox cannot start: " + KEY + " is \"" + text + "\", expected one of store, any");
    }
}
