package org.smtpconnector.sample.sink.brokers;

import java.util.List;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicaPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicatedPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * One of two brokers, of which the backup has a copy of the primary's journal. Arguments: port, directory, {@code primary} or
 * {@code backup}, the port of the other one. A line of input is answered with {@code true} if the copy is complete.
 */
public final class ReplicatedBroker {

    private ReplicatedBroker() {}

    /** Runs the broker until its input ends. */
    public static void main(String[] args) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setPersistenceEnabled(true);
        configuration.setBindingsDirectory(args[1] + "/bindings");
        configuration.setJournalDirectory(args[1] + "/journal");
        configuration.setLargeMessagesDirectory(args[1] + "/large");
        configuration.setPagingDirectory(args[1] + "/paging");
        configuration.setMaxDiskUsage(-1);
        configuration.setJMXManagementEnabled(false);
        configuration.setClusterUser("cluster");
        configuration.setClusterPassword("secret");
        String self = "tcp://127.0.0.1:" + args[0];
        configuration.addAcceptorConfiguration("tcp", self + "?protocols=CORE");
        configuration.addConnectorConfiguration("self", self);
        configuration.addConnectorConfiguration("other", "tcp://127.0.0.1:" + args[3]);
        configuration.addClusterConfiguration(new ClusterConnectionConfiguration()
                .setName("pair")
                .setConnectorName("self")
                .setStaticConnectors(List.of("other"))
                .setMessageLoadBalancingType(MessageLoadBalancingType.OFF));
        configuration.setHAPolicyConfiguration(policy(args[2]));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
        Commands.serve(line -> List.of(String.valueOf(broker.getActiveMQServer().isReplicaSync())));
        broker.stop();
        // Artemis leaves threads that keep the process alive.
        System.exit(0);
    }

    private static HAPolicyConfiguration policy(String role) {
        return role.equals("primary") ? new ReplicatedPolicyConfiguration() : new ReplicaPolicyConfiguration();
    }
}
