package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.regex.Pattern;

/** The checks at the activation of a bean that warn where 250 may mean less than that the message is kept. */
final class ActivationChecks {

    private static final System.Logger LOG = System.getLogger(ActivationChecks.class.getName());

    private static final Pattern DEFAULT_DATA_SOURCE =
            Pattern.compile("<jta-data-source>\\s*java:comp/DefaultDataSource\\s*</jta-data-source>");

    /** Octets of a persistence.xml that are looked at. */
    private static final int MAX = 1024 * 1024;

    private ActivationChecks() {}

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
