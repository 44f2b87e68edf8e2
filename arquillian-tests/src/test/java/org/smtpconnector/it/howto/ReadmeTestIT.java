package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** Compiles and runs the test of the README as it stands there, with an inbox that runs and with one that it starts. */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ReadmeTestIT {

    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");

    /** The server, the adapter and the inbox: what a user's build would copy. */
    private static final String HOME = System.getProperty("test.server.dir");

    @TempDir
    private Path directory;

    @Test
    void itFindsAnInboxThatRuns(InboxServer server) throws Exception {
        succeeds("inbox.url", server.page().toString());
    }

    @Test
    void itStartsTheInboxThatIsPackaged() throws Exception {
        succeeds("inbox.home", HOME);
    }

    private void succeeds(String key, String value) throws Exception {
        String source = source();
        String name = name(source);
        Path file = Files.writeString(directory.resolve(name + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(status).as("The test of the README compiles").isZero();
        URL[] classes = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, ReadmeTestIT.class.getClassLoader())) {
            TestExecutionSummary summary = run(loader.loadClass(name), key, value);
            assertThat(summary.getFailures())
                    .extracting(failure -> failure.getException().toString())
                    .isEmpty();
            assertThat(summary.getTestsSucceededCount()).isOne();
        }
    }

    private static String source() throws Exception {
        List<String> blocks = HowToPage.read(Path.of(System.getProperty("test.readme"))).blocks("java").stream()
                .filter(block -> block.contains("@InboxTest"))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private static String name(String source) {
        Matcher matcher = CLASS.matcher(source);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static TestExecutionSummary run(Class<?> test, String key, String value) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .configurationParameter(key, value)
                .build();
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(request, listener);
        return listener.getSummary();
    }
}
