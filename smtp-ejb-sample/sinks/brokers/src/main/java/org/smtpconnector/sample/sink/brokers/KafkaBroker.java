package org.smtpconnector.sample.sink.brokers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;

/** Apache Kafka, broker and controller in one, that keeps its log on disk. Arguments: port, directory. */
public final class KafkaBroker {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int EMPTY_POLLS = 3;

    private KafkaBroker() {}

    /** Runs the broker; a line with the name of a topic takes its new records and prints key and value of each on a line. */
    public static void main(String[] args) throws Exception {
        Commands.exitOnFailure();
        String server = "127.0.0.1:" + args[0];
        Properties properties = properties(server, "127.0.0.1:" + freePort(), args[1]);
        Path file = Path.of(args[1], "server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        if (!Files.exists(Path.of(args[1], "log", "meta.properties"))) {
            StorageTool.execute(
                    new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        }
        KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        broker.startup();
        Commands.serve(topic -> drain(server, topic));
        broker.shutdown();
        broker.awaitShutdown();
        System.exit(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties properties(String server, String controller, String directory) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + server + ",CONTROLLER://" + controller,
                "log.dirs", directory + "/log",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1"));
        return properties;
    }

    private static List<String> drain(String server, String topic) {
        List<String> lines = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                server,
                "group.id",
                "test",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(Set.of(new TopicPartition(topic, 0)));
            // The topic may not exist yet, and the first polls may only find the place to begin at.
            for (int empty = 0; empty < EMPTY_POLLS; empty++) {
                for (ConsumerRecord<String, String> record : consumer.poll(WAIT)) {
                    lines.add(record.key() + ' ' + record.value());
                    empty = 0;
                }
            }
            if (!lines.isEmpty()) {
                consumer.commitSync(WAIT.multipliedBy(20));
            }
        }
        return lines;
    }
}
