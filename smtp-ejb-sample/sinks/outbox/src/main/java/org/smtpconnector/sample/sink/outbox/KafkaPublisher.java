package org.smtpconnector.sample.sink.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes to a topic of Kafka, with the digest as the key. All replicas in sync have a record before it counts as published. */
final class KafkaPublisher implements Publisher {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final OutboxSettings settings;
    private Producer<String, byte[]> producer;
    private volatile boolean broken;

    KafkaPublisher(OutboxSettings settings) {
        this.settings = settings;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback has the result, too.
    public CompletableFuture<Void> publish(OutboxEvent event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Producer<String, byte[]> ready;
        try {
            ready = producer();
        } catch (KafkaException e) {
            // For example, no name of a server is known.
            return CompletableFuture.failedFuture(new UnavailableException(e));
        }
        try {
            ready.send(
                    new ProducerRecord<>(settings.kafka().topic(), event.digest(), EventJson.of(event)),
                    (metadata, failure) -> complete(done, failure));
        } catch (KafkaException e) {
            complete(done, e);
        }
        return done;
    }

    private void complete(CompletableFuture<Void> done, Exception failure) {
        if (failure == null) {
            done.complete(null);
        } else if (failure instanceof RetriableException) {
            done.completeExceptionally(new UnavailableException(failure));
        } else {
            // After some of these errors a producer takes nothing any more.
            broken = broken || !(failure instanceof RecordTooLargeException);
            done.completeExceptionally(failure);
        }
    }

    private Producer<String, byte[]> producer() {
        if (broken) {
            close();
            broken = false;
        }
        if (producer == null) {
            int timeout = Math.toIntExact(settings.timeout().toMillis());
            Map<String, Object> properties = new HashMap<>(settings.kafka().client());
            properties.put(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            // Together not longer than the relay waits: afterwards the event is published by another attempt.
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 4);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout * 3 / 4);
            producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
