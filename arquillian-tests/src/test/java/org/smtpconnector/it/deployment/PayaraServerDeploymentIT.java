package org.smtpconnector.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.server.ServerKind;
import org.smtpconnector.it.inbox.Program;

/** On Payara Server. */
class PayaraServerDeploymentIT extends EarDeployment {

    PayaraServerDeploymentIT() {
        super(ServerKind.PAYARA_SERVER_6);
    }

    @Override
    void adapt(EnterpriseArchive ear, WebArchive war) {
        war.addAsWebInfResource(
                new StringAsset(
                        """
                        <!DOCTYPE glassfish-ejb-jar PUBLIC "-//GlassFish.org//DTD GlassFish Application Server 3.1 EJB 3.1//EN"
                            "http://glassfish.org/dtds/glassfish-ejb-jar_3_1-1.dtd">
                        <glassfish-ejb-jar>
                            <enterprise-beans>
                                <ejb>
                                    <ejb-name>KeepingInbox</ejb-name>
                                    <mdb-resource-adapter>
                                        <resource-adapter-mid>mail#smtp-connector</resource-adapter-mid>
                                    </mdb-resource-adapter>
                                </ejb>
                            </enterprise-beans>
                        </glassfish-ejb-jar>
                        """),
                "glassfish-ejb-jar.xml");
    }

    @Override
    String dataSource() {
        return "jdbc/__default";
    }

    /** A property that the adapter does not know is a slip of the application: the server says so, and the application runs. */
    @Test
    @Order(2)
    void anActivationPropertyThatNobodyKnowsIsNamedInTheLog() {
        deployEar();
        server.awaitLine("RAR7097", "endpointPoolMaxSize");
        server.undeploy(NAME);
    }

    /** The server restarts the adapter then, and activates no bean again (Payara's issue 2386). */
    @Test
    @Order(3)
    void aConfigurationOfTheAdapterThatComesLateEndsTheListenerUntilTheApplicationIsDeployedAgain() throws Exception {
        deployEar();
        assertThat(deliver("before")).startsWith("250");

        asadmin("create-resource-adapter-config", "--threadpoolid", "thread-pool-1", "mail#smtp-connector");

        assertThat(isBound()).isFalse();
        assertThat(kept()).containsExactly("before");

        server.undeploy(NAME);
        deployEar();
        assertThat(deliver("after")).startsWith("250");
        asadmin("delete-resource-adapter-config", "mail#smtp-connector");
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        Path asadmin =
                Path.of(System.getProperty("test.servers.dir"), server.name(), "home", "glassfish", "bin", "asadmin");
        List<String> command =
                new ArrayList<>(List.of("bash", asadmin.toString(), "--port", String.valueOf(server.port("admin"))));
        command.addAll(List.of(arguments));
        Program.Result result = Program.run(Path.of("/dev/null"), command);
        assertThat(result.status()).as(result.output()).isZero();
    }
}
