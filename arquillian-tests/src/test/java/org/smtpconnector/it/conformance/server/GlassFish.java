package org.smtpconnector.it.conformance.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;

/** GlassFish and Payara Server: a domain of its own, to which the commands of {@code asadmin} are given by HTTP. */
final class GlassFish extends JakartaServer {

    private final int adminPort = port("admin");

    GlassFish(Installation installation) {
        super(installation);
    }

    @Override
    void configure() throws IOException {
        Path domain = domain();
        Folders.copy(home().resolve("glassfish/domains/domain1"), domain);
        Folders.copyInto(drivers(), domain.resolve("lib"));
        String config = "//config[@name='server-config']";
        XmlFile file = new XmlFile(domain.resolve("config/domain.xml"))
                .set(config + "//network-listener", "address", "127.0.0.1")
                .set(config + "//network-listener[@name='http-listener-1']", "port", httpPort())
                .set(config + "//network-listener[@name='http-listener-2']", "enabled", false)
                .set(config + "//network-listener[@name='admin-listener']", "port", adminPort)
                .set(config + "//jmx-connector", "enabled", false)
                // The ORB cannot do without its listeners.
                .set(config + "//iiop-listener", "address", "127.0.0.1")
                .set(config + "//iiop-listener[@id='orb-listener-1']", "port", port("iiop"))
                .set(config + "//iiop-listener[@id='SSL']", "port", port("iiop-ssl"))
                .set(config + "//iiop-listener[@id='SSL_MUTUALAUTH']", "port", port("iiop-mutual"));
        if (isPayara()) {
            file.set("//hazelcast-config-specific-configuration", "enabled", false);
        }
        // Without this element the server has a broker all the same, on its usual port.
        file.append(
                        config,
                        """
                        <jms-service type="EMBEDDED" default-jms-host="default_JMS_host">
                            <jms-host name="default_JMS_host" host="127.0.0.1" port="%d" lazy-init="true"/>
                        </jms-service>
                        """
                                .formatted(port("jms")))
                .save();
    }

    private boolean isPayara() {
        return name().startsWith("payara");
    }

    private Path domain() {
        return instance().resolve("domains/domain1");
    }

    /** Asks for the command that {@code asadmin start-domain} would run: it puts the JVM's options of domain.xml together. */
    @Override
    List<String> command() throws IOException {
        ProcessBuilder asadmin = new ProcessBuilder(
                        "bash",
                        home().resolve("glassfish/bin/asadmin").toString(),
                        "start-domain",
                        "--domaindir",
                        domain().getParent().toString(),
                        "--verbose",
                        "--dry-run",
                        domain().getFileName().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // GlassFish asks for JAVA_HOME, Payara Server for the first java of the path.
        asadmin.environment().put("JAVA_HOME", installation().java().toString());
        asadmin.environment()
                .merge("PATH", installation().java().resolve("bin").toString(), (path, bin) -> bin + ':' + path);
        List<String> lines = asadmin.start().inputReader().lines().toList();
        List<String> command = java();
        // --verbose says it twice.
        lines.stream()
                .dropWhile(line -> !line.endsWith("/java"))
                .skip(1)
                .takeWhile(line -> !line.isEmpty() && !line.startsWith("Dump of JVM"))
                .forEach(command::add);
        return command;
    }

    @Override
    boolean answers() {
        try {
            return super.answers() && asadmin("version").exitCode().equals("SUCCESS");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void deployAdapter(Path rar) {
        deploy(rar);
    }

    @Override
    public void undeployAdapter() {
        undeploy(ADAPTER);
    }

    @Override
    public void deploy(Path archive) {
        String name = archive.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        require(asadmin("deploy", "DEFAULT", archive.toString(), "name", name));
    }

    @Override
    public void undeploy(String name) {
        require(asadmin("undeploy", "DEFAULT", name));
    }

    @Override
    public String statusName() {
        return GlassFishDescriptors.STATUS;
    }

    @Override
    public WebArchive adapt(WebArchive war) {
        return GlassFishDescriptors.addTo(war);
    }

    /** The answer of the server to a command. */
    private record Answer(String exitCode, String message) {}

    private static void require(Answer answer) {
        if (!answer.exitCode().equals("SUCCESS")) {
            throw new IllegalStateException(answer.message());
        }
    }

    /**
     * Gives a command of {@code asadmin} to the server, in the form in which asadmin itself does.
     *
     * @param parameters names and values; the operand's name is DEFAULT
     */
    private Answer asadmin(String command, String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + adminPort + "/__asadmin/" + command + query))
                            .timeout(LIMIT)
                            .header("User-Agent", "hk2-agent")
                            .header("X-Requested-By", "cli")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            Attributes answer = new Manifest(new ByteArrayInputStream(response.body())).getMainAttributes();
            return new Answer(answer.getValue("exit-code"), answer.getValue("message"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
