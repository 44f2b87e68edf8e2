package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A block of code in a document that has a comment with a file's path above it stands in that file, line for line. */
@Tag("howto")
class QuotationsIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern QUOTATION = Pattern.compile("(?ms)^<!-- (\\S+) -->\\n```\\w+\\n(.*?)^```$");

    @Test
    void noQuotationIsStale() throws IOException {
        int quotations = 0;
        for (Path document : documents()) {
            Matcher quotation = QUOTATION.matcher(Files.readString(document));
            while (quotation.find()) {
                quotations++;
                assertThat(PROJECT.resolve(quotation.group(1)))
                        .as("The file that %s quotes", PROJECT.relativize(document))
                        .content()
                        .contains(quotation.group(2));
            }
        }
        assertThat(quotations).isPositive();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !PROJECT.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }
}
