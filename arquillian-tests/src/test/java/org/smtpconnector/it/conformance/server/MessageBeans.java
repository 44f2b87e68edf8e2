package org.smtpconnector.it.conformance.server;

import jakarta.ejb.MessageDriven;
import java.util.List;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The message-driven beans of an application, for the descriptors that name them. */
final class MessageBeans {

    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String ENDING = ".class";

    private MessageBeans() {}

    /** Returns the names of the beans. */
    static List<String> of(WebArchive war) {
        return war.getContent().keySet().stream()
                .map(path -> path.get())
                .filter(path -> path.startsWith(CLASSES) && path.endsWith(ENDING))
                .map(path -> path.substring(CLASSES.length(), path.length() - ENDING.length())
                        .replace('/', '.'))
                .map(MessageBeans::load)
                .filter(type -> type.isAnnotationPresent(MessageDriven.class))
                .map(MessageBeans::name)
                .sorted()
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, MessageBeans.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Class<?> bean) {
        String name = bean.getAnnotation(MessageDriven.class).name();
        return name.isEmpty() ? bean.getSimpleName() : name;
    }
}
