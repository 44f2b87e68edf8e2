package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.it.conformance.server.Ports;
import org.xml.sax.InputSource;

/** Runs each page of {@code docs/how-to} as it stands there, with its ports 8080 and 2525. */
@Tag("howto")
class HowToIT {

    private static final Path PAGES = Path.of("..", "docs", "how-to");

    /** The adapter and the inbox, as the build has made them. */
    private static final Path ARCHIVES = Path.of(System.getProperty("test.server.dir"));

    private static final Path SERVERS = Path.of(System.getProperty("test.servers.dir"));

    private static final List<Integer> PORTS = List.of(8080, 2525);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "payara-micro, payara-micro-6, needs a restart",
        "payara-server, payara-server-6, at run time",
        "glassfish, glassfish-7, at run time",
        "wildfly, wildfly-39, at run time",
        "open-liberty, open-liberty-26, at run time",
        "tomee, tomee-plume-9, needs a restart"
    })
    void aReaderGetsTheFirstMessageAndStopsTheServer(String name, String archive, String transcript) throws Exception {
        HowToPage page = HowToPage.read(PAGES.resolve(name + ".md"));
        assertThat(PORTS).as("The ports that the page needs are free").allMatch(Ports::isFree);
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Files.copy(ARCHIVES.resolve("smtp-connector.rar"), folder.resolve("smtp-connector.rar"));
        Files.copy(ARCHIVES.resolve("smtp-war.war"), folder.resolve("smtp-war.war"));
        Files.createSymbolicLink(folder.resolve(page.server()), server(archive));
        String said = PageRun.of(page, folder).run();

        assertThat(said).contains("\"subject\":\"Hello\"", "\"preview\":\"This is my first message.\"");
        if (transcript.equals("at run time")) {
            assertThat(said).as("The lines of a session in the log").contains(" C: NOOP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payara-server", "glassfish", "wildfly", "open-liberty"})
    void theDescriptorsOfAPageAreWellFormed(String name) throws IOException {
        List<String> descriptors = HowToPage.read(PAGES.resolve(name + ".md")).blocks("xml");

        assertThat(descriptors).isNotEmpty().allSatisfy(descriptor -> assertThatCode(
                        () -> DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new InputSource(new StringReader(descriptor))))
                .doesNotThrowAnyException());
    }

    /** Finds an archive that the build has copied, by the beginning of its name. */
    private static Path server(String archive) throws IOException {
        try (Stream<Path> files = Files.list(SERVERS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(archive))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No " + archive + " in " + SERVERS))
                    .toAbsolutePath();
        }
    }
}
