package org.smtpconnector.it.inbox;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Puts classes that share a server next to each other: a start takes longer than most tests. */
public final class OrderByServer implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(OrderByServer::arguments)
                        .thenComparing(descriptor -> descriptor.getTestClass().getName()));
    }

    private static String arguments(ClassDescriptor descriptor) {
        return descriptor
                .findAnnotation(RunsInbox.class)
                .map(server -> String.join(" ", server.value()))
                .orElse("");
    }
}
