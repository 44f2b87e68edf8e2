package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.adapter.config.ListenerConfiguration;

/** A listener speaks the protocol that is configured. */
class ConfiguredProtocolTest extends TransportFixture {

    @Test
    void theBanner() throws Exception {
        try (TestClient client = connect(Map.of())) {
            assertThat(client.reply()).isEqualTo("220 mx.example.org ESMTP ready");
        }
        try (TestClient client = connect(Map.of("smtp.banner", "ESMTP; no spam here, please"))) {
            assertThat(client.reply()).isEqualTo("220 mx.example.org ESMTP; no spam here, please");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pipelining, true, PIPELINING",
        "8bitmime, true, 8BITMIME",
        "smtputf8, true, SMTPUTF8",
        "chunking, true, CHUNKING",
        "binarymime, true, BINARYMIME",
        "dsn, false, DSN",
        "limits, true, LIMITS",
        "help, true, HELP",
    })
    void anExtension(String name, boolean byDefault, String keyword) throws Exception {
        assertThat(isOffered(keyword, Map.of())).isEqualTo(byDefault);
        assertThat(isOffered(keyword, Map.of("smtp.extension." + name, "" + !byDefault)))
                .isEqualTo(!byDefault);
    }

    private boolean isOffered(String keyword, Map<String, String> properties) throws Exception {
        try (TestClient client = connect(properties)) {
            List<String> lines =
                    client.expect("220").send("EHLO client.example").lines();
            return lines.stream().anyMatch(line -> line.matches("250[ -]" + keyword + "( .*)?"));
        }
    }

    @Test
    void aLeniency() throws Exception {
        String mail = "MAIL FROM: a@example.org";
        try (TestClient client = connect(Map.of())) {
            client.expect("220")
                    .send("HELO client.example")
                    .expect("250")
                    .send(mail)
                    .expect("501");
        }
        try (TestClient client = connect(Map.of("smtp.leniency", "space-after-colon,no-angle-brackets"))) {
            client.expect("220")
                    .send("HELO client.example")
                    .expect("250")
                    .send(mail)
                    .expect("250");
        }
    }

    @ParameterizedTest
    @CsvSource({"strict, 5", "ensure, 250", "leave, 250"})
    void lineEndings(String mode, String reply) throws Exception {
        try (TestClient client = connect(Map.of("smtp.line-endings", mode))) {
            client.expect("220").data().send("bare\nline feed", ".").expect(reply);
        }
    }

    private TestClient connect(Map<String, String> properties) throws Exception {
        Map<String, String> all = new HashMap<>(properties);
        all.put("smtp.listener.default.port", "0");
        all.put("smtp.hostname", "mx.example.org");
        all.put("smtp.spool.directory", directory.toString());
        SmtpServer listener = transport.bind(
                ListenerConfiguration.read(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(all, "test", 100))
                                .build(),
                        "default"),
                application);
        listener.accept();
        return TestClient.connect(address(listener));
    }
}
