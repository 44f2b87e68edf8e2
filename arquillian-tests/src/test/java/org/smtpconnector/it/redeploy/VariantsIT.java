package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.variants.Adapter;
import org.smtpconnector.it.variants.Delivery;
import org.smtpconnector.it.variants.Spec;
import org.smtpconnector.it.variants.app.Beans;

/**
 * Measures what two ways to begin a delivery's transaction cost, with a resource adapter of their own. Not in CI: {@code ./mvnw verify -pl
 * arquillian-tests -am -Dit.test=VariantsIT -Dmeasure=true} prints the figures for docs/decisions.md.
 */
@EnabledIfSystemProperty(named = "measure", matches = "true")
class VariantsIT {

    private static final String RA_XML =
            """
            <connector xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.1" metadata-complete="true">
              <vendor-name>test</vendor-name>
              <eis-type>none</eis-type>
              <resourceadapter-version>1</resourceadapter-version>
              <resourceadapter>
                <resourceadapter-class>%s</resourceadapter-class>
                <inbound-resourceadapter>
                  <messageadapter>
                    <messagelistener>
                      <messagelistener-type>%s</messagelistener-type>
                      <activationspec>
                        <activationspec-class>%s</activationspec-class>
                      </activationspec>
                    </messagelistener>
                  </messageadapter>
                </inbound-resourceadapter>
              </resourceadapter>
            </connector>
            """
                    .formatted(Adapter.class.getName(), Delivery.class.getName(), Spec.class.getName());

    @TempDir
    private Path directory;

    @Test
    void whoBeginsTheTransaction() throws Exception {
        Path adapter = directory.resolve("variants-ra.rar");
        ShrinkWrap.create(ResourceAdapterArchive.class)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "variants.jar")
                        .addPackages(false, Adapter.class.getPackage()))
                .setResourceAdapterXML(new StringAsset(RA_XML))
                .as(ZipExporter.class)
                .exportTo(adapter.toFile());
        try (ControlledServer server = new ControlledServer()) {
            assertThat(server.deploy("variants-ra", adapter)).isTrue();
            assertThat(server.deploy(
                            "variants", ControlledServer.application("variants", Beans.class.getPackage(), "")))
                    .isTrue();
            await().atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> figures(server).stream().anyMatch(line -> line.contains("measured")));
            List<String> figures = figures(server);
            figures.forEach(System.out::println);
            assertThat(figures).last().asString().contains("VARIANTS are measured");
        }
    }

    private static List<String> figures(ControlledServer server) {
        return server.log().stream().filter(line -> line.contains("VARIANTS")).toList();
    }
}
