package org.smtpconnector.testkit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.Extension;
import org.smtpconnector.protocol.Leniency;
import org.smtpconnector.protocol.LineEndings;
import org.smtpconnector.protocol.Requirement;
import org.smtpconnector.protocol.ServerProtocol;

/** The {@code O:} lines of a transcript, as settings of the engine. */
final class EngineOptions {

    private static final String EXTENSION = "extension.";

    private EngineOptions() {}

    static EngineSettings settings(Map<String, String> options) {
        EngineSettings.Builder settings =
                EngineSettings.builder().hostname("mx.example").receivedHeader(false);
        options.forEach((name, value) -> apply(settings, name, value));
        return settings.build();
    }

    private static void apply(EngineSettings.Builder settings, String name, String value) {
        if (name.startsWith(EXTENSION)) {
            settings.extension(Extension.valueOf(name.substring(EXTENSION.length())), Boolean.parseBoolean(value));
            return;
        }
        switch (name) {
            case "hostname" -> settings.hostname(value);
            case "banner" -> settings.banner(value);
            case "protocol" -> settings.protocol(ServerProtocol.valueOf(value));
            case "maxMessageSize" -> settings.maxMessageSize(Long.parseLong(value));
            case "maxCommandLine" -> settings.maxCommandLine(Integer.parseInt(value));
            case "maxRecipients" -> settings.maxRecipients(Integer.parseInt(value));
            case "maxMessages" -> settings.maxMessages(Integer.parseInt(value));
            case "maxErrors" -> settings.maxErrors(Integer.parseInt(value));
            case "maxRefusedRecipients" -> settings.maxRefusedRecipients(Integer.parseInt(value));
            case "maxJunkCommands" -> settings.maxJunkCommands(Integer.parseInt(value));
            case "strictHelo" -> settings.strictHelo(Boolean.parseBoolean(value));
            case "maxDataLine" -> settings.maxDataLine(Integer.parseInt(value));
            case "receivedHeader" -> settings.receivedHeader(Boolean.parseBoolean(value));
            case "tls" -> settings.tls(Requirement.valueOf(value));
            case "auth" -> settings.auth(Requirement.valueOf(value));
            case "authMechanisms" -> settings.authMechanisms(set(AuthMechanism.class, value));
            case "insecureAuth" -> settings.insecureAuth(Boolean.parseBoolean(value));
            case "maxAuthFailures" -> settings.maxAuthFailures(Integer.parseInt(value));
            case "lineEndings" -> settings.lineEndings(LineEndings.valueOf(value));
            case "leniencies" -> settings.leniencies(set(Leniency.class, value));
            case "xclientTrusted" -> settings.xclientTrusted(address -> Boolean.parseBoolean(value));
            case "cut", "implicitTls" -> {} // of the driver
            default -> throw new IllegalArgumentException("No setting " + name);
        }
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, String value) {
        Set<E> set = EnumSet.noneOf(type);
        Arrays.stream(value.split(" ")).forEach(name -> set.add(Enum.valueOf(type, name)));
        return set;
    }
}
