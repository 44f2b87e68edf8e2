package org.smtpconnector.it.conformance.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;

/** TomEE, where the adapter is not an archive but a part of the server: its JARs are libraries, and tomee.xml names its classes. */
final class TomEe extends JakartaServer {

    private static final String STATUS = "smtp/status";

    private static final String WITHOUT_ADAPTER = "<tomee/>";

    private static final String WITH_ADAPTER =
            """
            <tomee>
                <Resource id="SmtpRA" type="jakarta.resource.spi.ResourceAdapter"
                          class-name="org.smtpconnector.adapter.jca.SmtpResourceAdapter"/>
                <Resource id="%s" type="org.smtpconnector.api.SmtpStatus"
                          class-name="org.smtpconnector.adapter.monitor.SmtpStatusObject">
                    ResourceAdapter = SmtpRA
                </Resource>
                <Container id="SmtpMdb" ctype="MESSAGE">
                    ResourceAdapter = SmtpRA
                    MessageListenerInterface = org.smtpconnector.api.SmtpMessageListener
                    ActivationSpecClass = org.smtpconnector.adapter.jca.SmtpActivationSpec
                    InstanceLimit = 20
                </Container>
            </tomee>
            """
                    .formatted(STATUS);

    TomEe(Installation installation) {
        super(installation);
    }

    @Override
    void configure() throws IOException {
        Folders.copy(home().resolve("conf"), instance().resolve("conf"));
        Folders.copyInto(drivers(), instance().resolve("lib"));
        for (String folder : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectories(instance().resolve(folder));
        }
        new XmlFile(instance().resolve("conf/server.xml"))
                .set("/Server", "port", -1)
                .set("//Engine", "backgroundProcessorDelay", 1)
                .set("//Connector", "address", "127.0.0.1")
                .set("//Connector", "port", httpPort())
                .save();
        Files.writeString(instance().resolve("conf/system.properties"), "tomee.mp.scan=all\n");
        Files.writeString(configuration(), WITHOUT_ADAPTER);
    }

    private Path configuration() {
        return instance().resolve("conf/tomee.xml");
    }

    @Override
    List<String> command() throws IOException {
        List<String> command = java();
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.io",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.base/java.net",
                "java.rmi/sun.rmi.transport")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-javaagent:" + home().resolve("lib/openejb-javaagent.jar"),
                "-Djava.util.logging.config.file=" + instance().resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Dcatalina.home=" + home(),
                "-Dcatalina.base=" + instance(),
                "-cp",
                home().resolve("bin/bootstrap.jar") + ":" + home().resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return command;
    }

    @Override
    public void deployAdapter(Path rar) {
        try (ZipFile zip = new ZipFile(rar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    try (InputStream jar = zip.getInputStream(entry)) {
                        Files.copy(jar, adapterJar(entry.getName()));
                    }
                }
            }
            Files.writeString(configuration(), WITH_ADAPTER);
            restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path adapterJar(String entry) {
        return instance().resolve("lib").resolve("rar-" + Path.of(entry).getFileName());
    }

    @Override
    public void undeployAdapter() {
        try {
            for (Path jar : Folders.files(instance().resolve("lib"))) {
                if (jar.getFileName().toString().startsWith("rar-")) {
                    Files.delete(jar);
                }
            }
            Files.writeString(configuration(), WITHOUT_ADAPTER);
            restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart() throws IOException {
        close();
        start();
    }

    @Override
    public void deploy(Path war) {
        String file = war.getFileName().toString();
        int before = logSize();
        try {
            Path copy = instance().resolve(file);
            Files.copy(war, copy);
            Files.move(copy, webapps(file));
            awaitLine(before, "Deployment of web application archive", file, "has finished");
            // Other errors prevent nothing, such as one of TomEE's own metrics at a second deployment.
            if (logLines(before).stream().anyMatch(TomEe::isFailure)) {
                Files.delete(webapps(file));
                throw new IllegalStateException(logLines(before).stream()
                        .filter(line -> line.contains("SEVERE") || line.startsWith("Caused by: "))
                        .collect(Collectors.joining("\n")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFailure(String line) {
        return line.contains("startup failed due to previous errors")
                || line.contains("Error deploying web application archive");
    }

    @Override
    public void undeploy(String name) {
        try {
            Files.delete(webapps(name + ".war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // TomEE deletes the folder that it has unpacked the archive to when the application has stopped.
        await(name + " is undeployed").atMost(LIMIT).until(() -> !Files.exists(webapps(name)));
    }

    private Path webapps(String file) {
        return instance().resolve("webapps").resolve(file);
    }

    @Override
    public String statusName() {
        return "openejb:Resource/" + STATUS;
    }

    /** Needs nothing: tomee.xml has it all. */
    @Override
    public WebArchive adapt(WebArchive war) {
        return war;
    }
}
