package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A {@code pom.xml} as it is written, without what Maven adds to it. */
record Pom(Element project) {

    static Pom read(Path file) throws IOException {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("Cannot read " + file, e);
        }
    }

    boolean hasParent() {
        return children(project, "parent").findAny().isPresent();
    }

    String version() {
        return text(project, "version");
    }

    Map<String, String> properties() {
        return children(project, "properties")
                .flatMap(properties -> children(properties, "*"))
                .collect(Collectors.toMap(Element::getTagName, Element::getTextContent));
    }

    /** Returns the elements that have a version: dependencies, managed ones and plugins. */
    List<Element> versioned() {
        return Stream.of("dependency", "plugin", "path", "extension")
                .flatMap(name -> elements(project.getElementsByTagName(name)))
                .toList();
    }

    /** Returns the text of a child, or nothing. */
    static String text(Element element, String child) {
        return children(element, child).map(Element::getTextContent).findFirst().orElse("");
    }

    private static Stream<Element> children(Element element, String name) {
        return elements(element.getElementsByTagName(name)).filter(child -> child.getParentNode() == element);
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }
}
