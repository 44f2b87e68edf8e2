package org.smtpconnector.it.samples;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.inbox.Postgres;

/**
 * A sample with the changes that its page names for PostgreSQL: the driver is in the archive, the descriptor has a data source of the
 * same name, and the script of the tables is the one for PostgreSQL.
 */
public final class PostgresArchive {

    private static final String PERSISTENCE = "META-INF/persistence.xml";

    private PostgresArchive() {}

    /** Makes a web application of a sample's JAR and returns its file. */
    public static Path of(String sample, String dataSource, Path folder) throws IOException {
        return of(sample, dataSource, "org.postgresql.ds.PGSimpleDataSource", folder);
    }

    /** Makes a web application whose data source takes part in transactions with other resources, and returns its file. */
    public static Path withXa(String sample, String dataSource, Path folder) throws IOException {
        return of(sample, dataSource, "org.postgresql.xa.PGXADataSource", folder);
    }

    private static Path of(String sample, String dataSource, String className, Path folder) throws IOException {
        JavaArchive jar = ShrinkWrap.createFromZipFile(
                JavaArchive.class, SampleServer.archive(sample + ".jar").toFile());
        String persistence =
                new String(jar.get(PERSISTENCE).getAsset().openStream().readAllBytes(), StandardCharsets.UTF_8);
        jar.delete(ArchivePaths.create(PERSISTENCE));
        jar.add(new StringAsset(persistence.replace("-h2.sql", "-postgresql.sql")), PERSISTENCE);
        WebArchive war = ShrinkWrap.create(WebArchive.class, sample + ".war")
                .addAsLibrary(jar)
                .addAsLibrary(driver())
                .setWebXML(new StringAsset(descriptor(dataSource, className)));
        File file = folder.resolve(war.getName()).toFile();
        war.as(ZipExporter.class).exportTo(file, true);
        return file.toPath();
    }

    private static File driver() {
        try {
            return new File(org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String descriptor(String dataSource, String className) {
        return """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                    <data-source>
                        <name>java:app/jdbc/%s</name>
                        <class-name>%s</class-name>
                        <url>%s</url>
                        <user>postgres</user>
                        <password>postgres</password>
                    </data-source>
                </web-app>
                """
                .formatted(dataSource, className, Postgres.url());
    }
}
