package org.smtpconnector.testkit;

import java.util.Map;
import org.smtpconnector.protocol.EngineSettings;

/** The {@code O:} lines of a transcript, as settings of the engine. */
final class EngineOptions {

    private EngineOptions() {}

    static EngineSettings settings(Map<String, String> options) {
        EngineSettings.Builder settings =
                EngineSettings.builder().hostname("mx.example").receivedHeader(false);
        options.forEach((name, value) -> apply(settings, name, value));
        return settings.build();
    }

    private static void apply(EngineSettings.Builder settings, String name, String value) {
        switch (name) {
            case "hostname" -> settings.hostname(value);
            case "maxMessageSize" -> settings.maxMessageSize(Long.parseLong(value));
            case "maxCommandLine" -> settings.maxCommandLine(Integer.parseInt(value));
            case "maxRecipients" -> settings.maxRecipients(Integer.parseInt(value));
            case "receivedHeader" -> settings.receivedHeader(Boolean.parseBoolean(value));
            default -> throw new IllegalArgumentException("No setting " + name);
        }
    }
}
