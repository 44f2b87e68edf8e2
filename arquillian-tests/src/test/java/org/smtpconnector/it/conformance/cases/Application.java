package org.smtpconnector.it.conformance.cases;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.app.OutcomeInbox;
import org.smtpconnector.it.conformance.server.JakartaServer;

/** The application of the cases, as a developer would deploy it, before it is adapted to a server. */
public final class Application {

    /** The listeners of the application's beans. */
    public static final List<String> LISTENERS =
            List.of("default", "tls", "environment", "gate", "serial", "pair", "hooks", "auth", "lmtp");

    static final String NAME = "test";

    private static final String POSTGRES = "org.postgresql.ds.PGSimpleDataSource";
    private static final String POSTGRES_XA = "org.postgresql.xa.PGXADataSource";

    private static final String H2_XA = "org.h2.jdbcx.JdbcDataSource";
    private static final String H2 = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1";

    private Application() {}

    /** Returns the archive; a new one at each call, since a server's descriptors are added to it. */
    public static WebArchive archive(JakartaServer server, Database database) {
        return ShrinkWrap.create(WebArchive.class, NAME + ".war")
                .addPackage(OutcomeInbox.class.getPackage())
                .addAsWebInfResource(
                        new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                                + " bean-discovery-mode=\"all\"/>"),
                        "beans.xml")
                .addAsResource(new StringAsset(configuration(server)), "META-INF/microprofile-config.properties")
                .setWebXML(new StringAsset("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                        + dataSource("plain", POSTGRES, database.url())
                        + dataSource("xa", POSTGRES_XA, database.url())
                        + dataSource("frail", POSTGRES, database.url())
                        + dataSource("frail-xa", POSTGRES_XA, database.url())
                        + dataSource("h2", H2_XA, H2)
                        + dataSource("frail-h2", H2_XA, H2)
                        + "</web-app>"));
    }

    private static String dataSource(String name, String className, String url) {
        String user = className.startsWith("org.h2") ? "sa" : "postgres";
        return """
                <data-source>
                    <name>java:app/jdbc/%s</name>
                    <class-name>%s</class-name>
                    <url>%s</url>
                    <user>%s</user>
                    <password>%s</password>
                    <max-pool-size>40</max-pool-size>
                    <min-pool-size>0</min-pool-size>
                </data-source>
                """
                .formatted(name, className, url, user, user);
    }

    private static String configuration(JakartaServer server) {
        String ports = LISTENERS.stream()
                .map(listener -> "smtp.listener." + listener + ".port=" + server.port(listener) + "\n")
                .collect(Collectors.joining());
        return ports
                + """
                smtp.hostname=mx.example
                smtp.max-message-size=7000000
                smtp.listener.gate.timeout.processing=PT2S
                smtp.listener.auth.auth.mode=optional
                smtp.listener.auth.auth.allow-insecure=true
                smtp.listener.lmtp.protocol=lmtp
                smtp.listener.tls.tls.mode=required
                """;
    }

    /** Returns what the environment of a server says against the file. */
    public static Map<String, String> environment() {
        return Map.of("SMTP_LISTENER_ENVIRONMENT_MAX_MESSAGE_SIZE", "5000000");
    }
}
