package org.smtpconnector.sample.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On H2, as {@code ./mvnw -Prun} has it. */
class StoreOnH2Test extends StoreOnTest {

    @TempDir
    Path directory;

    @Override
    String url() {
        return StoreFixture.h2Url(directory);
    }

    @Override
    StoreFixture open(String url) {
        return StoreFixture.h2(directory);
    }
}
