package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The servers that the adapter is tested on. The beginning of a server's name, such as "wildfly", selects it: {@code -Dserver=wildfly}. */
public enum ServerKind {
    PAYARA_MICRO_6("Payara Micro", "10", 25),
    PAYARA_MICRO_7("Payara Micro", "11", 25),
    PAYARA_SERVER_6("Payara Server", "10", 17),
    PAYARA_SERVER_7("Payara Server", "11", 25),
    GLASSFISH_7("GlassFish", "10", 17),
    GLASSFISH_8("GlassFish", "11", 25),
    WILDFLY_39("WildFly", "10", 17),
    OPEN_LIBERTY_26("Open Liberty", "10", 17),
    TOMEE_9("TomEE plus", "9.1", 17);

    private final String title;
    private final String jakartaVersion;
    private final int javaVersion;

    ServerKind(String title, String jakartaVersion, int javaVersion) {
        this.title = title;
        this.jakartaVersion = jakartaVersion;
        this.javaVersion = javaVersion;
    }

    /**
     * The files of a server.
     *
     * @param archive from Maven Central
     * @param directory where the server is unpacked, configured, and run
     * @param java home of the Java installation that runs the server
     */
    record Installation(ServerKind kind, Path archive, Path directory, Path java) {}

    /** Returns the name in file names and in {@code differences.properties}, such as "wildfly-39". */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the server's name and version for a reader. */
    public String title() {
        String file = archive().getFileName().toString();
        int version = id().lastIndexOf('-') + 1;
        return title + ' ' + file.substring(version, file.lastIndexOf('.'));
    }

    /** Returns the version of Jakarta EE that the server implements. */
    public String jakartaVersion() {
        return jakartaVersion;
    }

    /** Returns the version of Java that the server is run with; 17 stands for the Java of the build. */
    public int javaVersion() {
        return javaVersion;
    }

    /** Returns whether {@code -Dserver} names this server, or no server at all. */
    public boolean isSelected() {
        return id().startsWith(System.getProperty("server", ""));
    }

    /** Returns what the machine lacks for this server, for a person to install, or nothing. */
    public Optional<String> missing() {
        return java().isPresent()
                ? Optional.empty()
                : Optional.of("Java " + javaVersion + " for " + id() + ": set JAVA" + javaVersion + "_HOME");
    }

    /** Makes a new instance, which is not configured yet; an older one of the same name is deleted at its start. */
    public JakartaServer server() {
        Installation installation = new Installation(this, archive(), archives().resolve(id()), java().orElseThrow());
        return switch (this) {
            case PAYARA_MICRO_6, PAYARA_MICRO_7 -> new PayaraMicro(installation);
            case PAYARA_SERVER_6, PAYARA_SERVER_7, GLASSFISH_7, GLASSFISH_8 -> new GlassFish(installation);
            case WILDFLY_39 -> new WildFly(installation);
            case OPEN_LIBERTY_26 -> new OpenLiberty(installation);
            case TOMEE_9 -> new TomEe(installation);
        };
    }

    private Optional<Path> java() {
        return javaVersion == 17 ? Optional.of(JavaHomes.current()) : JavaHomes.of(javaVersion);
    }

    /** Returns the folder with the servers' archives, each of which begins with the server's name. */
    private static Path archives() {
        return Path.of(System.getProperty("test.servers.dir"));
    }

    private Path archive() {
        try {
            return Folders.files(archives()).stream()
                    .filter(file -> file.getFileName().toString().matches(id() + "\\..*\\.(zip|jar)"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No " + id() + ".* in " + archives()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
