package org.smtpconnector.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.Referenceable;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;

/** The resource archive is what Jakarta Connectors 2.1 says, and what servers check: its ra.xml, and the classes that it names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveIT {

    private static final String RA_XML = "META-INF/ra.xml";

    private Path folder;
    private byte[] raXml;
    private Document document;
    private URLClassLoader classes;

    /** The archive that is tested; a class for another one extends this class. */
    Path archive() {
        return Path.of(System.getProperty("test.server.dir"), "smtp-connector.rar");
    }

    @BeforeAll
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        List<URL> jars = new ArrayList<>();
        try (ZipFile rar = new ZipFile(archive().toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) rar.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar = folder.resolve(entry.getName());
                    try (InputStream stream = rar.getInputStream(entry)) {
                        Files.copy(stream, jar);
                    }
                    jars.add(jar.toUri().toURL());
                }
            }
            raXml = rar.getInputStream(rar.getEntry(RA_XML)).readAllBytes();
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(raXml));
        classes = new URLClassLoader(jars.toArray(URL[]::new), ArchiveIT.class.getClassLoader());
    }

    @AfterAll
    void close() throws IOException {
        classes.close();
    }

    /** By the schemas of GlassFish, which are those of the specification. */
    @Test
    void raXmlIsValid() throws Exception {
        try (Stream<Path> servers = Files.list(Path.of(System.getProperty("test.servers.dir")))) {
            Path glassFish = servers.filter(
                            file -> file.getFileName().toString().matches("glassfish-7.*\\.zip"))
                    .findFirst()
                    .orElseThrow();
            try (ZipFile zip = new ZipFile(glassFish.toFile())) {
                for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                    if (entry.getName().matches("glassfish7/glassfish/lib/schemas/.*\\.(xsd|dtd)")) {
                        try (InputStream stream = zip.getInputStream(entry)) {
                            Files.copy(
                                    stream,
                                    folder.resolve(Path.of(entry.getName()).getFileName()));
                        }
                    }
                }
            }
        }
        SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        DOMImplementationLS inputs =
                (DOMImplementationLS) document.getImplementation().getFeature("LS", "3.0");
        // One of them is imported by an address in the web.
        schemas.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            LSInput input = inputs.createLSInput();
            input.setSystemId(folder.resolve(systemId.substring(systemId.lastIndexOf('/') + 1))
                    .toUri()
                    .toString());
            return input;
        });
        schemas.newSchema(folder.resolve("connector_2_1.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(raXml)));
    }

    /** Open Liberty cannot read a description with a double quote. */
    @Test
    void noTextHasADoubleQuote() {
        NodeList descriptions = document.getElementsByTagName("description");
        assertThat(descriptions.getLength()).isPositive();
        for (int i = 0; i < descriptions.getLength(); i++) {
            assertThat(descriptions.item(i).getTextContent()).doesNotContain("\"");
        }
    }

    @Test
    void raXmlNamesEachPropertyOfAnActivation() throws Exception {
        Class<?> activation = named("activationspec-class");
        Map<String, String> expected = new LinkedHashMap<>();
        BeanInfo bean = Introspector.getBeanInfo(activation, Object.class);
        for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
            if (!property.getName().equals("resourceAdapter")) {
                assertThat(property.getWriteMethod()).as(property.getName()).isNotNull();
                expected.put(property.getName(), property.getPropertyType().getName());
            }
        }
        Map<String, String> described = new LinkedHashMap<>();
        NodeList properties = document.getElementsByTagName("config-property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            String name = text(property, "config-property-name");
            described.put(name, text(property, "config-property-type"));
            NodeList value = property.getElementsByTagName("config-property-value");
            Object ofBean = new PropertyDescriptor(name, activation)
                    .getReadMethod()
                    .invoke(activation.getConstructor().newInstance());
            assertThat(value.getLength() == 0 ? null : value.item(0).getTextContent())
                    .as("the default of " + name)
                    .isEqualTo(ofBean == null ? null : ofBean.toString());
        }
        assertThat(described).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(activation).matches(ActivationSpec.class::isAssignableFrom);
    }

    /** Jakarta Connectors 2.1, section 19.4.2; WildFly refuses an archive without. */
    @Test
    void theResourceAdapterHasEqualsAndHashCode() throws Exception {
        Class<?> adapter = named("resourceadapter-class");
        assertThat(adapter).matches(ResourceAdapter.class::isAssignableFrom);
        assertThat(adapter.getMethod("equals", Object.class).getDeclaringClass())
                .isEqualTo(adapter);
        assertThat(adapter.getMethod("hashCode").getDeclaringClass()).isEqualTo(adapter);
        assertThat(adapter.getConstructor().newInstance())
                .isNotEqualTo(adapter.getConstructor().newInstance());
    }

    /** Jakarta Connectors 2.1, section 13.4.2.3; WildFly refuses an archive without. */
    @Test
    void theAdministeredObjectIsReferenceable() throws Exception {
        Class<?> object = named("adminobject-class");
        assertThat(named("adminobject-interface")).isAssignableFrom(object);
        for (Class<?> type : List.of(Referenceable.class, ResourceAdapterAssociation.class, Serializable.class)) {
            assertThat(type).isAssignableFrom(object);
        }
    }

    /** A server that reads them finds the server's own descriptors well-formed. */
    @Test
    void theDescriptorsOfServersAreThere() throws Exception {
        try (ZipFile rar = new ZipFile(archive().toFile())) {
            for (String name : List.of("META-INF/jboss-deployment-structure.xml", "META-INF/ironjacamar.xml")) {
                byte[] text = rar.getInputStream(rar.getEntry(name)).readAllBytes();
                assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("<?xml");
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text));
            }
        }
    }

    @Test
    void nativeTls() throws Exception {
        assertThat(obstacleToNativeTls().map(String::valueOf)).contains("this archive does not have it");
    }

    /** Returns why BoringSSL cannot be used; loads it if it can. */
    final Optional<?> obstacleToNativeTls() throws ReflectiveOperationException {
        return (Optional<?>) Class.forName("org.smtpconnector.adapter.tls.NativeTls", true, classes)
                .getMethod("obstacle")
                .invoke(null);
    }

    private Class<?> named(String element) throws ClassNotFoundException {
        return Class.forName(document.getElementsByTagName(element).item(0).getTextContent(), false, classes);
    }

    private static String text(Element parent, String element) {
        return parent.getElementsByTagName(element).item(0).getTextContent();
    }

    /** The licenses of all that is in the archive allow its use only together with these files (Apache License 2.0 section 4). */
    @Test
    void eachJarHasItsLicense() throws Exception {
        try (Stream<Path> jars = Files.list(folder)) {
            assertThat(jars.filter(jar -> jar.toString().endsWith(".jar")).toList())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(jar -> {
                        try (ZipFile zip = new ZipFile(jar.toFile())) {
                            assertThat(zip.stream().map(ZipEntry::getName))
                                    .anyMatch(name -> name.matches("META-INF/LICENSE(\\.txt)?"))
                                    .anyMatch(name -> name.matches("META-INF/NOTICE(\\.txt)?"));
                        }
                    });
        }
    }
}
