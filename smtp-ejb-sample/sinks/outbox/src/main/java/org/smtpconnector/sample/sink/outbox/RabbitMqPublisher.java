package org.smtpconnector.sample.sink.outbox;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ReturnListener;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;

/**
 * Publishes to an exchange of RabbitMQ, with the digest as the message id. A message counts as published when the broker has confirmed
 * it; one that reaches no queue does not count.
 */
final class RabbitMqPublisher implements Publisher {

    private static final int PERSISTENT = 2;

    private final OutboxSettings settings;
    private final ConcurrentNavigableMap<Long, CompletableFuture<Void>> unconfirmed = new ConcurrentSkipListMap<>();
    private Connection connection;
    private Channel channel;

    RabbitMqPublisher(OutboxSettings settings) {
        this.settings = settings;
    }

    @Override
    public CompletableFuture<Void> publish(OutboxEvent event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            Channel open = channel();
            long number = open.getNextPublishSeqNo();
            unconfirmed.put(number, done);
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .deliveryMode(PERSISTENT)
                    .contentType("application/json")
                    .messageId(event.digest())
                    .correlationId(String.valueOf(number))
                    .build();
            open.basicPublish(
                    settings.rabbitMq().exchange(),
                    settings.rabbitMq().routingKey(),
                    true,
                    properties,
                    EventJson.of(event));
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            close();
            done.completeExceptionally(new UnavailableException(e));
        }
        return done;
    }

    private Channel channel() throws IOException, TimeoutException {
        if (channel == null || !channel.isOpen()) {
            close();
            int timeout = Math.toIntExact(settings.timeout().toMillis());
            ConnectionFactory factory = new ConnectionFactory();
            try {
                factory.setUri(settings.rabbitMq().uri());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            // The relay connects again by itself, and knows what has not been confirmed.
            factory.setAutomaticRecoveryEnabled(false);
            factory.setConnectionTimeout(timeout / 2);
            factory.setHandshakeTimeout(timeout / 2);
            factory.setShutdownTimeout(timeout / 2);
            connection = factory.newConnection("outbox");
            channel = connection.createChannel();
            channel.addConfirmListener(
                    (number, several) -> confirm(number, several, null),
                    (number, several) ->
                            confirm(number, several, new IOException("The broker has refused the message")));
            channel.addReturnListener((ReturnListener) (code, text, exchange, key, properties, body) -> confirm(
                    Long.parseLong(properties.getCorrelationId()),
                    false,
                    new IOException("The message has reached no queue: " + text)));
            channel.addShutdownListener(cause -> fail(unconfirmed, new UnavailableException(cause)));
            channel.confirmSelect();
        }
        return channel;
    }

    private void confirm(long number, boolean several, IOException refusal) {
        ConcurrentNavigableMap<Long, CompletableFuture<Void>> confirmed =
                several ? unconfirmed.headMap(number, true) : unconfirmed.subMap(number, true, number, true);
        if (refusal == null) {
            confirmed.values().forEach(done -> done.complete(null));
            confirmed.clear();
        } else {
            fail(confirmed, refusal);
        }
    }

    private static void fail(Map<Long, CompletableFuture<Void>> publications, Exception reason) {
        publications.values().forEach(done -> done.completeExceptionally(reason));
        publications.clear();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(Math.toIntExact(settings.timeout().toMillis()));
            connection = null;
            channel = null;
        }
        fail(unconfirmed, new UnavailableException(new IOException("The connection is closed")));
    }
}
