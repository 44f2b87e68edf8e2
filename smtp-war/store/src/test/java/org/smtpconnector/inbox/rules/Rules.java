package org.smtpconnector.inbox.rules;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.eclipse.microprofile.config.Config;

/** Rules for tests, outside of a container. */
public final class Rules {

    private Rules() {}

    static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }

    /** Makes a rule of pairs of a member and its text. */
    public static Rule rule(String... texts) {
        List<RuleMistake> mistakes = new ArrayList<>();
        return RuleReader.read(map(texts), key -> key, mistakes)
                .orElseThrow(() -> new AssertionError(mistakes.toString()));
    }

    static Map<String, String> map(String... texts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i += 2) {
            map.put(texts[i], texts[i + 1]);
        }
        return map;
    }

    /** Makes a book of the rules of a configuration. */
    public static RuleBook book(Map<String, String> values, RuleHits hits) {
        return book(values, hits, () -> {}, bound -> 0);
    }

    @SuppressWarnings("unchecked")
    static RuleBook book(Map<String, String> values, RuleHits hits, Runnable onChange, IntUnaryOperator chance) {
        Event<RulesChanged> event = (Event<RulesChanged>) Proxy.newProxyInstance(
                Rules.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    onChange.run();
                    return null;
                });
        return new RuleBook(config(values), hits, event, chance);
    }
}
