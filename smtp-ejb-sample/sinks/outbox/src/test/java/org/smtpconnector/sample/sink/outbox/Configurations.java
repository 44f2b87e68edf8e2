package org.smtpconnector.sample.sink.outbox;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configurations made of what a test says. */
final class Configurations {

    private Configurations() {}

    static OutboxSettings settings(Map<String, String> values) {
        return OutboxSettings.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }
}
