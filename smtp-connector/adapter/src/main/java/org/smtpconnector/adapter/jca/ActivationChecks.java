package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.resource.spi.InvalidPropertyException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.config.Spelling;

/** The checks at the activation of a bean for mistakes that neither the server nor the activation spec finds. */
final class ActivationChecks {

    private static final System.Logger LOG = System.getLogger(ActivationChecks.class.getName());

    private static final Pattern DEFAULT_DATA_SOURCE =
            Pattern.compile("<jta-data-source>\\s*java:comp/DefaultDataSource\\s*</jta-data-source>");

    /** Edits that make a name a misspelt one of ours; other names may be the server's. */
    private static final int MOST_EDITS = 2;

    /** Octets of a persistence.xml that are looked at. */
    private static final int MAX = 1024 * 1024;

    /** The properties of {@link SmtpActivationSpec}. */
    private static final List<String> PROPERTIES = List.of("listeners", "recipients", "priority", "maxConcurrency");

    private ActivationChecks() {}

    /**
     * Refuses a bean whose annotation has a property with a misspelt name. A server that does not know a property ignores it: without
     * {@code recipients}, a bean would get everybody's mail.
     *
     * @throws InvalidPropertyException naming each misspelt property, its value and the nearest name
     */
    static void requireKnownProperties(Class<?> beanClass) throws InvalidPropertyException {
        MessageDriven annotation = beanClass.getAnnotation(MessageDriven.class);
        if (annotation == null) {
            return;
        }
        List<String> mistakes = new ArrayList<>();
        for (ActivationConfigProperty property : annotation.activationConfig()) {
            String name = property.propertyName();
            String nearest = Spelling.nearest(name, PROPERTIES, MOST_EDITS);
            if (nearest != null && !nearest.equals(name)) {
                mistakes.add(LogSafe.escape(name) + " = " + LogSafe.escape(property.propertyValue())
                        + ": expected the name " + nearest);
            }
        }
        if (!mistakes.isEmpty()) {
            throw SmtpActivationSpec.invalid(mistakes);
        }
    }

    static void log(EndpointActivation bean, ServerPlatform server) {
        if (!bean.isTransacted()) {
            LOG.log(
                    WARNING,
                    "{0} is not called in the adapter''s transaction: a sender hears 250 when it returns, whatever became of"
                            + " what it did",
                    bean.beanName());
        }
        // Found on Payara, with the connections of its persistence units; see docs/decisions.md.
        if (server.losesRowsOfDefaultDataSource() && usesDefaultDataSource(bean.loader())) {
            LOG.log(
                    WARNING,
                    "A persistence.xml of the application of {0} names java:comp/DefaultDataSource: with several messages at"
                            + " once this server has lost rows of transactions that had committed. Name jdbc/__default in"
                            + " its place (the same pool), or a data source of the application''s own",
                    bean.beanName());
        }
    }

    private static boolean usesDefaultDataSource(ClassLoader application) {
        try {
            for (URL url : Collections.list(application.getResources("META-INF/persistence.xml"))) {
                URLConnection connection = url.openConnection();
                connection.setUseCaches(false); // a cached jar would stay open after the application has gone
                try (InputStream stream = connection.getInputStream()) {
                    String text = new String(stream.readNBytes(MAX), StandardCharsets.UTF_8);
                    if (DEFAULT_DATA_SOURCE.matcher(text).find()) {
                        return true;
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The application''s persistence.xml could not be read", e);
        }
        return false;
    }
}
