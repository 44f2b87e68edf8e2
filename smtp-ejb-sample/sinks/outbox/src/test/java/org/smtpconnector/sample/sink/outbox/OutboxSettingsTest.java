package org.smtpconnector.sample.sink.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxSettingsTest {

    @Test
    void onlyThePublisherIsNeeded() {
        OutboxSettings settings = Configurations.settings(Map.of("sink.outbox.publisher", "RabbitMQ"));
        assertThat(settings.publisher()).isEqualTo(OutboxSettings.PublisherType.RABBITMQ);
        assertThat(settings.rabbitMq().routingKey()).isEqualTo("mail");
        assertThat(settings.kafka()).isNull();
    }

    @Test
    void settingsOfTheKafkaClientArePassedOn() {
        OutboxSettings settings = Configurations.settings(
                Map.of("sink.outbox.publisher", "kafka", "sink.kafka.client.security.protocol", "SSL"));
        assertThat(settings.kafka().client()).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configurations.settings(Map.of(
                        "sink.outbox.publisher", "webhook",
                        "sink.outbox.batch", "0",
                        "sink.outbox.timeout", "soon",
                        "sink.outbox.retry-delay", "PT1H",
                        "sink.webhook.url", "file:///etc/passwd",
                        "sink.webhook.template", "teams",
                        "sink.webhook.secret", "short")))
                .withMessageContainingAll(
                        "sink.outbox.batch is \"0\", but must be a whole number from 1 to 1000",
                        "sink.outbox.timeout is \"soon\", but must be an ISO 8601 duration",
                        "sink.outbox.retry-delay is \"PT1H\"",
                        "sink.webhook.url is \"***\", but must be an address with one of the schemes https, http",
                        "sink.webhook.template is \"teams\", but must be one of json, slack",
                        "sink.webhook.secret is \"***\", but must be a secret of at least 16 characters")
                .withMessageNotContainingAny("short", "passwd");
    }

    @Test
    void aWebHookNeedsAnAddressAndASecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configurations.settings(Map.of("sink.outbox.publisher", "webhook")))
                .withMessageContainingAll("sink.webhook.url is not set", "sink.webhook.secret is not set");
    }

    @Test
    void thePublisherHasNoDefault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configurations.settings(Map.of()))
                .withMessageContaining("sink.outbox.publisher is not set, but must be one of kafka, rabbitmq, webhook");
    }
}
