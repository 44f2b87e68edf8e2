package org.smtpconnector.sample.sink.brokers;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * Apache Qpid Broker-J, which speaks RabbitMQ's protocol, AMQP 0-9-1. It keeps its queue of at most ten messages in memory. Arguments: port,
 * directory.
 */
public final class QpidBroker {

    private static final String CONFIGURATION =
            """
            {
              "name": "test",
              "modelVersion": "9.1",
              "authenticationproviders": [{
                "name": "users", "type": "Plain", "secureOnlyMechanisms": [],
                "users": [{"name": "guest", "type": "managed", "password": "guest"}]
              }],
              "ports": [{
                "name": "AMQP", "port": "%s", "bindingAddress": "127.0.0.1", "authenticationProvider": "users",
                "protocols": ["AMQP_0_9_1"],
                "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]
              }],
              "virtualhostnodes": [{
                "name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
              }]
            }
            """;

    /** The most messages of the queue: one more is refused. */
    private static final int MOST = 10;

    private QpidBroker() {}

    /** Runs the broker; a line with the name of a queue takes its messages and prints message id and body of each on a line. */
    public static void main(String[] args) throws Exception {
        Commands.exitOnFailure();
        Path file = Path.of(args[1], "broker.json");
        Files.writeString(file, CONFIGURATION.formatted(args[0]));
        SystemLauncher broker = new SystemLauncher();
        broker.startup(Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                file.toUri().toString(),
                "startupLoggedToSystemOut",
                false,
                "context",
                Map.of("qpid.work_dir", args[1])));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(Integer.parseInt(args[0]));
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(
                    "mail", true, false, false, Map.of("qpid.policy_type", "reject", "qpid.max_count", MOST));
            Commands.serve(queue -> drain(channel, queue));
        }
        broker.shutdown();
        System.exit(0);
    }

    private static List<String> drain(Channel channel, String queue) throws Exception {
        List<String> lines = new ArrayList<>();
        for (GetResponse message = channel.basicGet(queue, true);
                message != null;
                message = channel.basicGet(queue, true)) {
            lines.add(message.getProps().getMessageId() + ' ' + new String(message.getBody(), StandardCharsets.UTF_8));
        }
        return lines;
    }
}
