package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.smtpconnector.inbox.client.MessageFilter.to;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.inbox.client.InboxClient;
import org.smtpconnector.it.conformance.server.Ports;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks the Dockerfile and compose.yaml of the inbox, and runs the command of the image without the image. */
@Tag("howto")
class ImageIT {

    private static final Path FOLDER = Path.of(System.getProperty("test.war.dir"));
    private static final Path ARCHIVES = Path.of(System.getProperty("test.server.dir"));
    private static final Duration START = Duration.ofMinutes(2);
    private static final long STOP_SECONDS = 60;
    private static final String DATA = "/data";

    private static final Pattern KEY = Pattern.compile("(?m)^#?((?:inbox|smtp)\\.[\\w.-]+)=");

    @TempDir
    private Path directory;

    /** Returns the arguments of each instruction of a name. */
    private static List<String> instructions(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith(name + ' '))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    private static List<String> command() throws IOException {
        List<String> commands = instructions("CMD");
        assertThat(commands).hasSize(1);
        try (JsonReader reader = Json.createReader(new StringReader(commands.get(0)))) {
            return reader.readArray().getValuesAs(JsonString::getString);
        }
    }

    private static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : instructions("ENV")) {
            String[] sides = line.split("=", 2);
            environment.put(sides[0], sides[1]);
        }
        return environment;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> yaml, String... path) {
        Map<String, Object> found = yaml;
        for (String name : path) {
            assertThat(found).containsKey(name);
            found = (Map<String, Object>) found.get(name);
        }
        return found;
    }

    private static Map<String, Object> compose() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(FOLDER.resolve("compose.yaml")));
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> yaml, String name) {
        return (List<String>) yaml.get(name);
    }

    @Test
    void theImageHasTheFilesThatItsCommandNames() throws IOException {
        List<String> copied = Arrays.stream(instructions("COPY").get(0).split(" ", -1))
                .filter(path -> path.startsWith("smtp-war/"))
                .toList();
        List<String> files = command().stream()
                .filter(argument -> argument.matches(".*\\.(jar|rar|war)"))
                .toList();
        assertThat(copied)
                .extracting(path -> Path.of(path).getFileName().toString())
                .containsExactlyElementsOf(files);
        assertThat(files).allSatisfy(file -> assertThat(ARCHIVES.resolve(file)).exists());
        // The places where the build leaves them.
        assertThat(Files.readString(FOLDER.resolve("pom.xml")))
                .contains("<outputDirectory>${project.build.directory}/run</outputDirectory>")
                .contains("<destFileName>smtp-connector.rar</destFileName>")
                .contains("<finalName>smtp-war</finalName>");
    }

    @Test
    void eachVariableIsAKeyOfTheConfiguration() throws IOException {
        List<String> known = KEY.matcher(
                        Files.readString(FOLDER.resolve("src/main/resources/META-INF/microprofile-config.properties")))
                .results()
                .map(key -> key.group(1).replaceAll("\\W", "_").toUpperCase(Locale.ROOT))
                .toList();
        assertThat(known).containsAll(environment().keySet());
    }

    @Test
    void composePublishesThePortsOfTheImageOnLoopback() throws IOException {
        Map<String, Object> compose = compose();
        Map<String, Object> inbox = at(compose, "services", "inbox");
        Map<String, Object> build = at(inbox, "build");
        Path context = FOLDER.resolve((String) build.get("context"));
        assertThat(context.resolve((String) build.get("dockerfile")))
                .hasSameTextualContentAs(FOLDER.resolve("Dockerfile"));

        List<String> exposed = Arrays.asList(instructions("EXPOSE").get(0).split(" ", -1));
        assertThat(exposed).contains(command().get(command().indexOf("--port") + 1), "2525");
        assertThat(list(inbox, "ports"))
                .containsExactlyElementsOf(exposed.stream()
                        .map(port -> "127.0.0.1:" + port + ':' + port)
                        .toList());
        assertThat(instructions("VOLUME")).containsExactly(DATA);
        assertThat(environment()).containsEntry("INBOX_DATA_DIRECTORY", DATA);
        assertThat(list(inbox, "volumes")).containsExactly("mail:" + DATA);
        assertThat(at(compose, "volumes")).containsOnlyKeys("mail");
    }

    /** The command and the variables of the image; only the ports, the addresses and the folder of the mail are the test's. */
    @Test
    void theCommandOfTheImageRunsTheInbox() throws Exception {
        int http = Ports.free();
        int smtp = Ports.free();
        for (String file : List.of("payara-micro.jar", "smtp-connector.rar", "smtp-war.war")) {
            Files.createSymbolicLink(
                    directory.resolve(file), ARCHIVES.resolve(file).toAbsolutePath());
        }
        List<String> command = new ArrayList<>(command());
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.indexOf("--port") + 1, String.valueOf(http));
        command.addAll(List.of(
                "--prebootcommandfile",
                Path.of(System.getProperty("test.inbox.resources"), "pre-boot.txt")
                        .toString()));
        command.addAll(1, List.of("-Xmx512m", "-Djava.io.tmpdir=" + directory));
        Path log = directory.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        builder.environment()
                .put("INBOX_DATA_DIRECTORY", directory.resolve("mail").toString());
        builder.environment().put("SMTP_LISTENER_DEFAULT_HOST", "127.0.0.1");
        builder.environment().put("SMTP_LISTENER_DEFAULT_PORT", String.valueOf(smtp));
        Process process = builder.start();
        try {
            InboxClient inbox = InboxClient.at(URI.create("http://127.0.0.1:" + http + '/'));
            await().atMost(START).until(() -> !process.isAlive() || inbox.isReady());
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();

            assertThat(inbox.smtp().getPort()).isEqualTo(smtp);
            assertThat(inbox.send("a@example.org", "b@example.org", "From the image", "Hi.")
                            .accepted())
                    .isTrue();
            assertThat(inbox.awaitMessage(to("b@example.org"), Duration.ofSeconds(10))
                            .subject())
                    .isEqualTo("From the image");
        } finally {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
