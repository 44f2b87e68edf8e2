package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The web.xml of an application. */
final class WebXml {

    private static final ArchivePath PATH = ArchivePaths.create("WEB-INF/web.xml");
    private static final String END = "</web-app>";

    private WebXml() {}

    /** Adds an element at the end of the web.xml that an application has. */
    static WebArchive add(WebArchive war, String element) {
        try (InputStream stream = war.get(PATH).getAsset().openStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            war.delete(PATH);
            return war.setWebXML(new StringAsset(text.replace(END, element + END)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
