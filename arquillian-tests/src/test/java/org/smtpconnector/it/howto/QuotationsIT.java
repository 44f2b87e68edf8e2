package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A block of code in a document that has a comment with a file's path above it stands in that file, line for line. */
@Tag("howto")
class QuotationsIT {

    private static final Pattern QUOTATION = Pattern.compile("(?ms)^<!-- (\\S+) -->\\n```\\w+\\n(.*?)^```$");

    @Test
    void noQuotationIsStale() throws IOException {
        int quotations = 0;
        for (Path document : Documents.below(Documents.PROJECT)) {
            Matcher quotation = QUOTATION.matcher(Files.readString(document));
            while (quotation.find()) {
                quotations++;
                assertThat(Documents.PROJECT.resolve(quotation.group(1)))
                        .as("The file that %s quotes", Documents.PROJECT.relativize(document))
                        .content()
                        .contains(quotation.group(2));
            }
        }
        assertThat(quotations).isPositive();
    }
}
