package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.ArrayList;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.smtpconnector.testkit.jca.FakeEndpoints;

/** Finds out what a server has that is none of those which are known; the container tests run on the real ones. */
class ServerPlatformTest {

    private final Deployment deployment = new Deployment();

    @Test
    void anUnknownServerIsTakenByWhatTheSpecificationPromises() throws Exception {
        ServerPlatform server = ServerPlatform.of(deployment.bootstrap());

        assertThat(server.mail()).isNotNull();
        assertThat(server.losesRowsOfDefaultDataSource()).isFalse();
        assertThat(server.applicationStart(endpoints()).hasStarted()).isTrue();
        assertThat(server)
                .hasToString("an unknown server (transactions: given to the adapter; Jakarta Mail's provider:"
                        + " by the adapter's class loader; an application has started when the server gives an endpoint; the identity of the first user shows"
                        + " whether identities are taken)");
    }

    @Test
    void aServerWithoutAUserTransactionIsToldWhatToEnable() throws Exception {
        ServerPlatform server = ServerPlatform.of(deployment.bootstrap());

        assertThatThrownBy(server::userTransaction)
                .isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessageContaining("no java:comp/UserTransaction")
                .hasMessageContaining("enable Jakarta Transactions");
    }

    @Test
    void aServerWithoutMicroProfileConfigFailsTheDeploymentWithWhatToAdd() throws Exception {
        ServerPlatform server = ServerPlatform.of(deployment.bootstrap());
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        ConfigProviderResolver.setInstance(new NoConfiguration());
        try {
            assertThatThrownBy(() -> server.configuration(getClass().getClassLoader()))
                    .isInstanceOf(ResourceAdapterInternalException.class)
                    .hasMessageContaining("MicroProfile Config, which this server does not have")
                    .hasMessageContaining("Add MicroProfile Config");
        } finally {
            ConfigProviderResolver.setInstance(resolver);
        }
    }

    private static FakeEndpoints endpoints() {
        return new FakeEndpoints(new ArrayList<>(), () -> message -> {});
    }

    /** The API without an implementation. */
    private static final class NoConfiguration extends ConfigProviderResolver {

        @Override
        public Config getConfig() {
            throw new IllegalStateException("No ConfigProviderResolver implementation found!");
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return getConfig();
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config config, ClassLoader loader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void releaseConfig(Config config) {
            throw new UnsupportedOperationException();
        }
    }
}
