package org.smtpconnector.inbox.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The rules of the configuration: {@code inbox.rules} names them, in their order, and {@code inbox.rules.<name>.<member>} says what they do.
 * {@code inbox.refused-senders} and {@code inbox.refused-recipients} are short for a rule each.
 */
final class ConfiguredRules {

    private static final String NAMES = "inbox.rules";
    private static final String PREFIX = "inbox.rules.";
    private static final String SENDERS = "inbox.refused-senders";
    private static final String RECIPIENTS = "inbox.refused-recipients";

    private final Config config;
    private final List<RuleMistake> mistakes = new ArrayList<>();

    private ConfiguredRules(Config config) {
        this.config = config;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming every value that is wrong
     */
    static List<Rule> read(Config config) {
        ConfiguredRules reader = new ConfiguredRules(config);
        List<Rule> rules = reader.read();
        if (!reader.mistakes.isEmpty()) {
            throw new IllegalArgumentException("The inbox cannot start: "
                    + String.join(
                            "; ",
                            reader.mistakes.stream().map(RuleMistake::toString).toList()));
        }
        return rules;
    }

    private List<Rule> read() {
        List<Rule> rules = new ArrayList<>();
        refusal(SENDERS, Stage.MAIL, "sender", "550 5.7.1 No mail from this sender is taken here")
                .ifPresent(rules::add);
        refusal(RECIPIENTS, Stage.RCPT, "recipient", "550 5.1.1 No mail for this recipient is taken here")
                .ifPresent(rules::add);
        Set<String> names = names();
        Map<String, Map<String, String>> members = members(names);
        for (String name : names) {
            Map<String, String> values = members.getOrDefault(name, new HashMap<>());
            values.put("name", name);
            RuleReader.read(values, key -> PREFIX + name + '.' + key, mistakes).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<Rule> refusal(String key, Stage stage, String member, String reply) {
        return value(key)
                .flatMap(patterns -> RuleReader.read(
                        Map.of(
                                "name",
                                key.substring(key.indexOf('.') + 1),
                                "stage",
                                stage.word(),
                                member,
                                patterns,
                                "reply",
                                reply),
                        ignored -> key,
                        mistakes));
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : value(NAMES).orElse("").split(",", -1)) {
            String stripped = name.strip();
            if (!stripped.isEmpty() && (!stripped.matches("[a-z0-9-]{1,60}") || !names.add(stripped))) {
                mistakes.add(new RuleMistake(
                        NAMES, stripped, "names of lower-case letters, digits and -, separated by commas, each once"));
            }
        }
        return names;
    }

    /** The values by the names of the rules. Those of environment variables are asked for by name: they cannot be listed. */
    private Map<String, Map<String, String>> members(Set<String> names) {
        Map<String, Map<String, String>> members = new HashMap<>();
        for (String name : names) {
            for (String key : RuleReader.KEYS) {
                value(PREFIX + name + '.' + key)
                        .ifPresent(value -> members.computeIfAbsent(name, unknown -> new HashMap<>())
                                .put(key, value));
            }
        }
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                int dot = key.indexOf('.', PREFIX.length());
                String name = dot < 0 ? key.substring(PREFIX.length()) : key.substring(PREFIX.length(), dot);
                if (!names.contains(name)) {
                    mistakes.add(new RuleMistake(
                            key, value(key).orElse(""), "a rule that " + NAMES + " names, or no such key"));
                } else if (dot >= 0) {
                    value(key).ifPresent(value -> members.computeIfAbsent(name, unknown -> new HashMap<>())
                            .put(key.substring(dot + 1), value));
                }
            }
        }
        return members;
    }

    private Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
    }
}
