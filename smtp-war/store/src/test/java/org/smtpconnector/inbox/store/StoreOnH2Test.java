package org.smtpconnector.inbox.store;

import java.nio.file.Path;

/** On H2, as {@code ./mvnw -Prun} has it. */
class StoreOnH2Test extends StoreOnTest {

    @Override
    String url() {
        return StoreFixture.h2Url(directory);
    }

    @Override
    StoreFixture open(String url, Path directory) {
        return StoreFixture.h2(url, directory);
    }

    @Override
    StoreFixture open(String url, Path directory, StoreFixture.Entries entries) {
        return StoreFixture.h2(url, directory, entries);
    }
}
