package org.smtpconnector.it.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the server that {@link RunsInbox} asks for, unless it runs already; the last one stops with the last test. */
final class InboxExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(InboxExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InboxServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Current.class, key -> new Current(), Current.class)
                .server(List.of(context.getRequiredTestClass()
                        .getAnnotation(RunsInbox.class)
                        .value()));
    }

    /** The server that runs. */
    private static final class Current implements CloseableResource {

        private InboxServer server;

        synchronized InboxServer server(List<String> arguments) {
            if (server == null || !server.arguments().equals(arguments)) {
                close();
                server = new InboxServer(arguments);
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
