package org.smtpconnector.it.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the server that {@link RunsSample} asks for, unless it runs already; the last one stops with the last test. */
final class SampleExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SampleExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SampleServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Current.class, key -> new Current(), Current.class)
                .server(List.of(context.getRequiredTestClass()
                        .getAnnotation(RunsSample.class)
                        .value()));
    }

    /** The server that runs. */
    private static final class Current implements CloseableResource {

        private SampleServer server;

        synchronized SampleServer server(List<String> arguments) {
            if (server == null || !server.arguments().equals(arguments)) {
                close();
                server = new SampleServer(arguments);
                try {
                    server.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return server;
        }

        @Override
        public synchronized void close() {
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }
}
