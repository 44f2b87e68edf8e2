package org.smtpconnector.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The same of the archive that has BoringSSL. */
class NativeArchiveIT extends ArchiveIT {

    @Override
    Path archive() {
        return Path.of(System.getProperty("test.server.dir"), "native/smtp-connector.rar");
    }

    /** The library is found under its other name, and loads. */
    @Override
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void nativeTls() throws Exception {
        assertThat(obstacleToNativeTls()).isEmpty();
    }
}
