package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code docs/scale-out} are well formed, and each setting in them is one that the connector has. */
@Tag("howto")
class ManifestsIT {

    private static final Path FOLDER = Path.of("..", "docs", "scale-out");
    private static final Path KEYS = Path.of("..", "smtp-connector", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\\bSMTP_[A-Z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes.yaml", "compose.yaml"})
    void eachVariableIsAKey(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        Set<String> known = keys();
        List<String> variables =
                VARIABLE.matcher(text).results().map(MatchResult::group).toList();
        assertThat(variables).isNotEmpty().allSatisfy(variable -> assertThat(known)
                .contains(variable.replaceFirst("SMTP_(LISTENER_DEFAULT_)?", "")));
    }

    @Test
    void theManifestsNameOneAnother() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (Object document : new Yaml().loadAll(Files.readString(FOLDER.resolve("kubernetes.yaml")))) {
            Map<?, ?> manifest = (Map<?, ?>) document;
            kinds.add((String) manifest.get("kind"));
            assertThat(manifest.get("metadata")).isEqualTo(Map.of("name", "mail-in"));
        }
        assertThat(kinds).containsExactly("Deployment", "Service", "NetworkPolicy");

        Map<?, ?> compose = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
        Map<?, ?> services = (Map<?, ?>) compose.get("services");
        assertThat(services.keySet()).isEqualTo(Set.of("balancer", "node1", "node2", "database"));
        for (Object service : services.values()) {
            List<?> needed = (List<?>) ((Map<?, ?>) service).get("depends_on");
            assertThat(services.keySet().containsAll(needed == null ? List.of() : needed))
                    .isTrue();
        }
    }

    private static Set<String> keys() throws IOException {
        return ROW.matcher(Files.readString(KEYS))
                .results()
                .map(row -> row.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
    }
}
