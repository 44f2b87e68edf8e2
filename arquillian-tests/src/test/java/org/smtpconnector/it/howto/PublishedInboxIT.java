package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;

/** Runs the inbox as the README tells a reader who has no clone, from a repository on this machine. */
@Tag("howto")
class PublishedInboxIT {

    private static final Path ARCHIVES = Path.of(System.getProperty("test.server.dir"));
    private static final Pattern SERVER_VERSION = Pattern.compile("payara-micro-(\\S+)\\.jar");
    private static final Pattern INBOX_VERSION = Pattern.compile("smtp-war,(\\S+)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @Test
    void aReaderGetsTheInboxFromTheRepository() throws Exception {
        assertThat(List.of(8080, 2525))
                .as("The ports that the page needs are free")
                .allMatch(Ports::isFree);
        String readme =
                HowToPage.read(Documents.README).onlyBlock("--deployFromGAV").text();
        String repository = publish(found(SERVER_VERSION, readme)).toUri().toString();
        // The server asks Maven Central, too, which has the version of the README one day.
        String commands = readme.replace(found(INBOX_VERSION, readme), ReaderMaven.VERSION)
                .replaceFirst("CENTRAL=\\S+", "CENTRAL=" + repository)
                .replace("--deployFromGAV", "--additionalRepository " + repository + " --deployFromGAV");
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        HowToPage firstMessage = HowToPage.read(Documents.PROJECT.resolve("docs/how-to/payara-micro.md"))
                .onlyBlock("curl smtp://127.0.0.1:2525");

        try (StartedPage server = PageRun.of(new HowToPage(commands), folder).start()) {
            server.awaitSaid("accepts mail on [/127.0.0.1:2525]");
            String said = PageRun.of(firstMessage, Files.createDirectory(temporary.resolve("terminal")))
                    .run();

            assertThat(said).contains("\"subject\":\"Hello\"");
            assertThat(server.said()).contains("bound to [/127.0.0.1:8080]");
            server.stop();
        }
        assertThat(folder.resolve("data")).isNotEmptyDirectory();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s is in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /** Makes a repository with what a reader fetches from Maven Central. */
    private Path publish(String serverVersion) throws IOException {
        Path repository = Files.createDirectory(temporary.toRealPath().resolve("central"));
        publish(repository, "fish/payara/extras/payara-micro", serverVersion, "payara-micro.jar");
        publish(repository, "org/smtpconnector/smtp-connector-rar", ReaderMaven.VERSION, "smtp-connector.rar");
        publish(repository, "org/smtpconnector/smtp-war", ReaderMaven.VERSION, "smtp-war.war");
        return repository;
    }

    private static void publish(Path repository, String artifact, String version, String archive) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(artifact).resolve(version));
        String type = archive.substring(archive.lastIndexOf('.'));
        Files.createSymbolicLink(
                folder.resolve(Path.of(artifact).getFileName() + "-" + version + type),
                ARCHIVES.resolve(archive).toAbsolutePath());
    }
}
