package org.smtpconnector.sample.sink.outbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/**
 * The configuration of the outbox.
 *
 * @param inlineSize the size in octets up to which an event has the content of its message
 * @param batch the number of events that are published at once
 * @param pollInterval the time between two looks for events
 * @param retryDelay the delay after the first attempt that has failed
 * @param maxAttempts the number of attempts after which an event is a dead letter
 * @param timeout the time that the other system has to answer
 */
record OutboxSettings(
        PublisherType publisher,
        int inlineSize,
        int batch,
        Duration pollInterval,
        Duration retryDelay,
        int maxAttempts,
        Duration timeout,
        Kafka kafka,
        RabbitMq rabbitMq,
        WebHook webHook) {

    /** The delay between two attempts does not grow beyond this. */
    static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(5);

    private static final String KAFKA_CLIENT = "sink.kafka.client.";
    private static final int MIN_SECRET = 16;

    /** The systems that can get the events. */
    enum PublisherType {
        KAFKA,
        RABBITMQ,
        WEBHOOK
    }

    /** The templates of a web hook's body. */
    enum Template {
        JSON,
        SLACK
    }

    record Kafka(String bootstrapServers, String topic, Map<String, String> client) {}

    record RabbitMq(URI uri, String exchange, String routingKey) {}

    record WebHook(URI url, Optional<String> secret, Template template) {}

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException with all that is wrong
     */
    static OutboxSettings of(Config config) {
        Reader reader = new Reader(config);
        PublisherType publisher = reader.choice("sink.outbox.publisher", PublisherType.class, null);
        OutboxSettings settings = new OutboxSettings(
                publisher,
                reader.number("sink.outbox.inline-size", 262_144, 0, 524_288),
                reader.number("sink.outbox.batch", 20, 1, 1000),
                reader.duration("sink.outbox.poll-interval", "PT0.5S", Duration.ofMillis(10), Duration.ofHours(1)),
                reader.duration("sink.outbox.retry-delay", "PT1S", Duration.ofMillis(10), MAX_RETRY_DELAY),
                reader.number("sink.outbox.max-attempts", 12, 1, 1000),
                reader.duration("sink.outbox.timeout", "PT10S", Duration.ofMillis(100), Duration.ofMinutes(5)),
                publisher == PublisherType.KAFKA ? reader.kafka() : null,
                publisher == PublisherType.RABBITMQ ? reader.rabbitMq() : null,
                publisher == PublisherType.WEBHOOK ? reader.webHook() : null);
        if (!reader.errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "The configuration of the outbox is wrong:\n  " + String.join("\n  ", reader.errors));
        }
        return settings;
    }

    private static final class Reader {

        final List<String> errors = new ArrayList<>();
        private final Config config;

        Reader(Config config) {
            this.config = config;
        }

        private String text(String key, String byDefault) {
            return config.getOptionalValue(key, String.class).map(String::trim).orElse(byDefault);
        }

        private void error(String key, String value, String expectation) {
            errors.add(key + " is " + (value == null ? "not set" : '"' + value + '"') + ", but must be " + expectation);
        }

        <E extends Enum<E>> E choice(String key, Class<E> type, E byDefault) {
            String value = text(key, byDefault == null ? null : byDefault.name());
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(value)) {
                    return constant;
                }
                names.add(constant.name().toLowerCase(Locale.ROOT));
            }
            error(key, value, "one of " + String.join(", ", names));
            return null;
        }

        int number(String key, int byDefault, int min, int max) {
            String value = text(key, String.valueOf(byDefault));
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // The same mistake as a number that is out of range.
            }
            error(key, value, "a whole number from " + min + " to " + max);
            return byDefault;
        }

        Duration duration(String key, String byDefault, Duration min, Duration max) {
            String value = text(key, byDefault);
            try {
                Duration duration = Duration.parse(value);
                if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // The same mistake as a duration that is out of range.
            }
            error(key, value, "an ISO 8601 duration such as PT10S, from " + min + " to " + max);
            return Duration.parse(byDefault);
        }

        /** Reads an address. The value may contain a password, so that a mistake does not show it. */
        private URI uri(String key, String byDefault, String... schemes) {
            String value = text(key, byDefault);
            if (value != null) {
                try {
                    URI uri = new URI(value);
                    if (uri.getHost() != null && List.of(schemes).contains(uri.getScheme())) {
                        return uri;
                    }
                } catch (URISyntaxException e) {
                    // The same mistake as an address of another scheme.
                }
            }
            error(
                    key,
                    value == null ? null : "***",
                    "an address with one of the schemes " + String.join(", ", schemes));
            return null;
        }

        Kafka kafka() {
            Map<String, String> client = new TreeMap<>();
            for (String key : config.getPropertyNames()) {
                if (key.startsWith(KAFKA_CLIENT)) {
                    client.put(key.substring(KAFKA_CLIENT.length()), text(key, ""));
                }
            }
            return new Kafka(
                    text("sink.kafka.bootstrap-servers", "127.0.0.1:9092"), text("sink.kafka.topic", "mail"), client);
        }

        RabbitMq rabbitMq() {
            return new RabbitMq(
                    uri("sink.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:5672", "amqp", "amqps"),
                    text("sink.rabbitmq.exchange", ""),
                    text("sink.rabbitmq.routing-key", "mail"));
        }

        WebHook webHook() {
            URI url = uri("sink.webhook.url", null, "https", "http");
            Template template = choice("sink.webhook.template", Template.class, Template.JSON);
            Optional<String> secret = Optional.ofNullable(text("sink.webhook.secret", null));
            // Slack has a secret in the address and looks at no signature.
            boolean missing = template == Template.JSON && secret.isEmpty();
            if (missing || secret.filter(text -> text.length() < MIN_SECRET).isPresent()) {
                error(
                        "sink.webhook.secret",
                        secret.map(text -> "***").orElse(null),
                        "a secret of at least " + MIN_SECRET + " characters");
            }
            return new WebHook(url, secret, template);
        }
    }
}
