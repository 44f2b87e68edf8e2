package org.smtpconnector.inbox.client.junit;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.SearchOption;
import org.smtpconnector.inbox.client.InboxClient;

/** Gives {@link InboxTest} its inbox. What it starts ends with the last test. */
public final class InboxExtension implements ParameterResolver {

    static final String URL = "inbox.url";
    static final String HOME = "inbox.home";

    private static final Namespace NAMESPACE = Namespace.create(InboxExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Inbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return url(context)
                .map(url -> new Inbox(InboxClient.at(URI.create(url))))
                .orElseGet(() -> new Inbox(started(context).client()));
    }

    private static Optional<String> url(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), InboxTest.class)
                .or(() -> AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), InboxTest.class, SearchOption.INCLUDE_ENCLOSING_CLASSES))
                .map(InboxTest::url)
                .filter(url -> !url.isEmpty())
                .or(() -> context.getConfigurationParameter(URL));
    }

    private static InboxProcess started(ExtensionContext context) {
        Path home = context.getConfigurationParameter(HOME)
                .map(Path::of)
                .orElseThrow(() -> new ParameterResolutionException("Name an inbox that runs, -D" + URL
                        + "=http://127.0.0.1:8080/, or the folder of one to start, -D" + HOME + "=target/inbox"));
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.getOrComputeIfAbsent(home, key -> new Started(InboxProcess.start(home)), Started.class)
                .inbox();
    }

    /** Closed by JUnit after the last test. */
    private record Started(InboxProcess inbox) implements CloseableResource {

        @Override
        public void close() {
            inbox.close();
        }
    }
}
