package org.smtpconnector.it.conformance.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;

/** Open Liberty. What is deployed has a configuration file of its own, which the server finds within a moment. */
final class OpenLiberty extends JakartaServer {

    private static final String STATUS = "smtp/status";

    /** The beans of each application, of which the server wants to hear. */
    private final Map<String, List<String>> beans = new HashMap<>();

    OpenLiberty(Installation installation) {
        super(installation);
    }

    @Override
    void configure() throws IOException {
        environment("WLP_USER_DIR", instance().toString());
        Files.createDirectories(dropins());
        Folders.copyInto(drivers(), server().resolve("drivers"));
        // -1: no port for the command "server stop".
        Files.writeString(server().resolve("bootstrap.properties"), "command.port=-1\n");
        Files.writeString(
                server().resolve("server.xml"),
                """
                <server>
                    <featureManager>
                        <feature>enterpriseBeansLite-4.0</feature>
                        <feature>mdb-4.0</feature>
                        <feature>connectors-2.1</feature>
                        <feature>servlet-6.0</feature>
                        <feature>restfulWS-3.1</feature>
                        <feature>cdi-4.0</feature>
                        <feature>appSecurity-5.0</feature>
                        <feature>mpConfig-3.1</feature>
                        <feature>persistence-3.1</feature>
                        <feature>jdbc-4.2</feature>
                        <feature>mail-2.1</feature>
                    </featureManager>
                    <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                    <!-- The pool begins with two threads and grows slowly. -->
                    <executor coreThreads="64"/>
                    <logging consoleLogLevel="INFO"/>
                    <config updateTrigger="polled" monitorInterval="500ms"/>
                    <applicationMonitor updateTrigger="disabled"/>
                    <library id="drivers"><fileset dir="drivers" includes="*.jar"/></library>
                </server>
                """
                        .formatted(httpPort()));
    }

    private Path server() {
        return instance().resolve("servers/test");
    }

    private Path dropins() {
        return server().resolve("configDropins/overrides");
    }

    private Path configuration(String name) {
        return dropins().resolve(name + ".xml");
    }

    @Override
    List<String> command() throws IOException {
        List<String> command = java();
        try (Stream<String> options = Files.lines(home().resolve("lib/platform/java/java9.options"))) {
            options.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(command::add);
        }
        command.addAll(List.of(
                "-javaagent:" + home().resolve("bin/tools/ws-javaagent.jar"),
                "-jar",
                home().resolve("bin/tools/ws-server.jar").toString(),
                "test"));
        return command;
    }

    @Override
    public void deployAdapter(Path rar) {
        change(
                ADAPTER,
                """
                <server>
                    <resourceAdapter id="%1$s" location="%2$s"/>
                    <adminObject jndiName="%3$s"><properties.%1$s/></adminObject>
                </server>
                """
                        .formatted(ADAPTER, rar, STATUS),
                "J2CA7001I:");
    }

    @Override
    public void undeployAdapter() {
        remove(ADAPTER, "J2CA7009I:");
    }

    @Override
    public void deploy(Path war) {
        String name = war.getFileName().toString().replaceFirst("\\.war$", "");
        String specifications = beans.getOrDefault(name, List.of()).stream()
                .map(bean -> "<activationSpec id=\"" + name + '/' + bean + "\"><properties." + ADAPTER
                        + "/></activationSpec>")
                .collect(Collectors.joining("\n"));
        change(
                name,
                """
                <server>
                    <webApplication id="%1$s" name="%1$s" contextRoot="/%1$s" location="%2$s">
                        <classloader classProviderRef="%3$s" commonLibraryRef="drivers"/>
                    </webApplication>
                    %4$s
                </server>
                """
                        .formatted(name, war, ADAPTER, specifications),
                "CWWKZ0001I:");
    }

    @Override
    public void undeploy(String name) {
        remove(name, "CWWKZ0009I:");
    }

    /** Writes a configuration and waits until the server has said that it did what it says, or an error. */
    private void change(String name, String configuration, String done) {
        int before = logSize();
        write(name, configuration);
        List<String> said = await("The server says " + done + " of " + name)
                .atMost(LIMIT)
                .until(
                        () -> logLines(before).stream()
                                .filter(line -> (line.contains(done) && line.contains(name)) || isError(line))
                                .toList(),
                        lines -> !lines.isEmpty());
        if (said.stream().noneMatch(line -> line.contains(done))) {
            delete(name);
            throw new IllegalStateException(String.join("\n", said));
        }
    }

    /** Returns whether a line tells of an application or an adapter that could not be started. */
    private static boolean isError(String line) {
        return line.matches(".*(CWWKZ\\d+E|J2CA\\d+E|CNTR\\d+E|CWWKE0700W).*");
    }

    private void remove(String name, String done) {
        int before = logSize();
        delete(name);
        awaitLine(before, done, name);
    }

    private void write(String name, String configuration) {
        try {
            Files.writeString(configuration(name), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.delete(configuration(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String statusName() {
        return STATUS;
    }

    /** Remembers the beans: the server wants them in its configuration, not in a descriptor. */
    @Override
    public WebArchive adapt(WebArchive war) {
        beans.put(war.getName().replaceFirst("\\.war$", ""), MessageBeans.of(war));
        return war;
    }
}
