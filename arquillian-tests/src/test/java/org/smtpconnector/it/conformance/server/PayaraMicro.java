package org.smtpconnector.it.conformance.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;
import org.smtpconnector.it.control.Archives;

/** Payara Micro, with an application through which others are deployed while it runs. */
final class PayaraMicro extends JakartaServer {

    private static final String CONTROL = "control";

    /** The archives by name, which a new start deploys in this order. */
    private final Map<String, Path> deployed = new LinkedHashMap<>();

    PayaraMicro(Installation installation) {
        super(installation);
    }

    @Override
    void configure() {
        Path control = instance().resolve(CONTROL + ".war");
        ShrinkWrap.create(WebArchive.class)
                .addPackage(Archives.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .as(ZipExporter.class)
                .exportTo(control.toFile());
        deployed.put(CONTROL, control);
    }

    @Override
    List<String> command() {
        List<String> command = java();
        Path resources = Path.of(System.getProperty("test.resources.dir"));
        command.addAll(List.of(
                "-jar",
                installation().archive().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(httpPort()),
                "--prebootcommandfile",
                resources.resolve("pre-boot.txt").toString(),
                "--logproperties",
                resources.resolve("logging.properties").toString(),
                "--addjars",
                drivers().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        // The adapter first: an application that is deployed before it does not find the interface of its beans.
        if (deployed.containsKey(ADAPTER)) {
            command.addAll(List.of("--deploy", deployed.get(ADAPTER).toString()));
        }
        deployed.forEach((name, archive) -> {
            if (!name.equals(ADAPTER)) {
                command.addAll(List.of("--deploy", archive.toString()));
            }
        });
        return command;
    }

    /** Waits for the application of the control: Micro opens its HTTP port before it deploys. */
    @Override
    boolean answers() {
        try {
            return send("GET", "remains/threads").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void deployAdapter(Path rar) {
        deploy(ADAPTER, rar);
    }

    @Override
    public void undeployAdapter() {
        undeploy(ADAPTER);
    }

    @Override
    public void deploy(Path war) {
        deploy(war.getFileName().toString().replaceFirst("\\.[^.]+$", ""), war);
    }

    private void deploy(String name, Path archive) {
        int before = logSize();
        HttpResponse<String> response =
                send("PUT", "archives/" + name + "?file=" + URLEncoder.encode(archive.toString(), UTF_8));
        if (!response.body().equals("true")) {
            throw new IllegalStateException(response.statusCode() + " "
                    + logLines(before).stream()
                            .filter(line -> line.contains("Caused by: ") || line.contains("SEVERE"))
                            .collect(Collectors.joining("\n")));
        }
        deployed.put(name, archive);
    }

    @Override
    public void undeploy(String name) {
        send("DELETE", "archives/" + name);
        deployed.remove(name);
    }

    @Override
    public String statusName() {
        return GlassFishDescriptors.STATUS;
    }

    @Override
    public WebArchive adapt(WebArchive war) {
        return GlassFishDescriptors.addTo(war);
    }

    private HttpResponse<String> send(String method, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(page("/" + CONTROL + "/api/" + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
