package org.smtpconnector.it.conformance.server;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;

/** WildFly with its standard configuration; archives go into the folder that it scans. */
final class WildFly extends JakartaServer {

    private static final String RAR = ADAPTER + ".rar";
    private static final String DRIVERS = "drivers";
    private static final Pattern JVM_OPTION = Pattern.compile("--add-(?:opens|exports)=[\\w./]+=ALL-UNNAMED");

    WildFly(Installation installation) {
        super(installation);
    }

    @Override
    void configure() throws IOException {
        Folders.copy(home().resolve("standalone"), base());
        new XmlFile(base().resolve("configuration/standalone.xml"))
                .set("//deployment-scanner", "scan-interval", 500)
                // As in standalone-full.xml: without a default, even if it is not there, no message-driven bean is
                // deployed.
                .append(
                        "//session-bean/..",
                        """
                        <mdb>
                            <resource-adapter-ref resource-adapter-name="${ejb.resource-adapter-name:activemq-ra.rar}"/>
                            <bean-instance-pool-ref pool-name="mdb-strict-max-pool"/>
                        </mdb>
                        """)
                .save();
        writeDrivers();
        property("jboss.http.port", httpPort());
        property("jboss.https.port", port("https"));
        property("jboss.management.http.port", port("admin"));
    }

    /** Writes a module with the drivers: an application that brought them would be kept in memory by java.sql.DriverManager. */
    private void writeDrivers() throws IOException {
        Path module = modules().resolve(DRIVERS).resolve("main");
        Folders.copyInto(drivers(), module);
        Files.writeString(
                module.resolve("module.xml"),
                "<module xmlns=\"urn:jboss:module:1.9\" name=\"" + DRIVERS + "\"><resources>"
                        + Folders.files(module).stream()
                                .map(jar -> "<resource-root path=\"" + jar.getFileName() + "\"/>")
                                .collect(Collectors.joining())
                        + "</resources><dependencies><module name=\"java.sql\"/><module name=\"java.naming\"/>"
                        + "<module name=\"java.management\"/><module name=\"java.logging\"/><module name=\"java.xml\"/>"
                        + "<module name=\"java.transaction.xa\"/><module name=\"java.security.sasl\"/></dependencies></module>");
    }

    private Path modules() {
        return instance().resolve("modules");
    }

    private Path base() {
        return instance().resolve("standalone");
    }

    @Override
    List<String> command() throws IOException {
        List<String> command = java();
        JVM_OPTION
                .matcher(Files.readString(home().resolve("bin/common.sh")))
                .results()
                .forEach(option -> command.add(option.group()));
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dorg.jboss.boot.log.file=" + base().resolve("log/server.log"),
                "-Dlogging.configuration="
                        + base().resolve("configuration/logging.properties").toUri(),
                "-jar",
                home().resolve("jboss-modules.jar").toString(),
                "-mp",
                home().resolve("modules") + File.pathSeparator + modules(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home(),
                "-Djboss.server.base.dir=" + base()));
        return command;
    }

    @Override
    public void deployAdapter(Path rar) {
        deploy(rar);
    }

    @Override
    public void undeployAdapter() {
        undeployArchive(RAR);
    }

    @Override
    public void deploy(Path archive) {
        String name = archive.getFileName().toString();
        try {
            Files.deleteIfExists(marker(name, "failed"));
            Path copy = instance().resolve(name);
            Files.copy(archive, copy);
            Files.move(copy, deployments().resolve(name), ATOMIC_MOVE);
            await(name + " is deployed or not")
                    .atMost(LIMIT)
                    .until(() -> Files.exists(marker(name, "deployed")) || Files.exists(marker(name, "failed")));
            if (Files.exists(marker(name, "failed"))) {
                String reason = Files.readString(marker(name, "failed"));
                Files.delete(deployments().resolve(name));
                throw new IllegalStateException(reason);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void undeploy(String name) {
        undeployArchive(name + (Files.exists(marker(name + ".ear", "deployed")) ? ".ear" : ".war"));
    }

    private void undeployArchive(String name) {
        try {
            // Again and again: a marker that goes between two looks of the scanner has the time 0 for it, and then
            // it redeploys the archive instead, and writes the marker anew.
            await(name + " is undeployed").atMost(LIMIT).until(() -> {
                Files.deleteIfExists(marker(name, "deployed"));
                return Files.exists(marker(name, "undeployed"));
            });
            Files.delete(deployments().resolve(name));
            Files.delete(marker(name, "undeployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path deployments() {
        return base().resolve("deployments");
    }

    private Path marker(String archive, String state) {
        return deployments().resolve(archive + '.' + state);
    }

    /** The archive's ironjacamar.xml binds it. */
    @Override
    public String statusName() {
        return "java:/smtp/status";
    }

    @Override
    public WebArchive adapt(WebArchive war) {
        return war.addAsWebInfResource(
                        new StringAsset(
                                """
                                <jboss-deployment-structure>
                                    <deployment>
                                        <dependencies>
                                            <module name="deployment.%s"/>
                                            <module name="%s"/>
                                        </dependencies>
                                    </deployment>
                                </jboss-deployment-structure>
                                """
                                        .formatted(RAR, DRIVERS)),
                        "jboss-deployment-structure.xml")
                .addAsWebInfResource(
                        new StringAsset(
                                """
                                <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee"
                                               xmlns="http://java.sun.com/xml/ns/javaee"
                                               xmlns:r="urn:resource-adapter-binding" version="3.1" impl-version="2.0">
                                    <assembly-descriptor>
                                        <r:resource-adapter-binding>
                                            <ejb-name>*</ejb-name>
                                            <r:resource-adapter-name>%s</r:resource-adapter-name>
                                        </r:resource-adapter-binding>
                                    </assembly-descriptor>
                                </jboss:ejb-jar>
                                """
                                        .formatted(RAR)),
                        "jboss-ejb3.xml");
    }
}
