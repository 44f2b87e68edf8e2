package org.smtpconnector.inbox.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.inbox.settings.InboxSettings;

/** The configuration of the inbox itself, for people: secrets are not shown. */
@ApplicationScoped
class InboxConfiguration {

    /** In place of a secret, as the listeners' own. */
    private static final String HIDDEN = "***";

    private static final Set<String> SECRETS =
            Set.of("inbox.database.password", "inbox.user.password", "inbox.release.password");

    private static final List<String> KEYS = List.of(
            "inbox.user.name",
            "inbox.user.password",
            "inbox.data-directory",
            "inbox.database.url",
            "inbox.database.user",
            "inbox.database.password",
            "inbox.smtp-auth",
            "inbox.rules",
            "inbox.refused-senders",
            "inbox.refused-recipients",
            "inbox.subaddress-separator",
            "inbox.aliases",
            "inbox.release.host",
            "inbox.release.port",
            "inbox.release.tls",
            "inbox.release.user",
            "inbox.release.password",
            "inbox.release.recipients",
            "inbox.release.automatic");

    @Inject
    private InboxSettings settings;

    /** Key to value; empty where nothing is said. */
    Map<String, String> shown() {
        Config config = config();
        Map<String, String> shown = new LinkedHashMap<>(settings.shown());
        for (String key : KEYS) {
            shown.put(key, value(config, key).map(value -> show(key, value)).orElse(""));
        }
        return shown;
    }

    /** The keys that somebody has given a value. */
    List<String> configured() {
        Config config = config();
        return shown().keySet().stream()
                .filter(key -> value(config, key).isPresent())
                .toList();
    }

    static String show(String key, String value) {
        if (SECRETS.contains(key)) {
            return HIDDEN;
        }
        // A JDBC URL may have a password: in its user information, or in its parameters.
        return key.equals("inbox.database.url")
                ? value.replaceFirst("//[^/@]*@", "//" + HIDDEN + '@').replaceFirst("[?;].*", "")
                : value;
    }

    private static Optional<String> value(Config config, String key) {
        return config.getOptionalValue(key, String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig(InboxConfiguration.class.getClassLoader());
    }
}
