package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A server's configuration file, to be changed before the server starts. Paths know no namespaces. */
final class XmlFile {

    private final Path file;
    private final DocumentBuilder builder;
    private final Document document;

    XmlFile(Path file) throws IOException {
        this.file = file;
        try {
            this.builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            this.document = builder.parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Sets an attribute of each element that a path finds. */
    XmlFile set(String path, String attribute, Object value) {
        for (Element element : find(path)) {
            element.setAttribute(attribute, value.toString());
        }
        return this;
    }

    /** Appends elements to the one that a path finds. */
    XmlFile append(String path, String elements) throws IOException {
        try {
            Element wrapped = builder.parse(new InputSource(new StringReader("<all>" + elements + "</all>")))
                    .getDocumentElement();
            for (Element parent : find(path)) {
                NodeList children = wrapped.getChildNodes();
                for (int i = 0; i < children.getLength(); i++) {
                    parent.appendChild(document.importNode(children.item(i), true));
                }
            }
            return this;
        } catch (SAXException e) {
            throw new IOException(e);
        }
    }

    /** Writes the file. */
    void save() throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (TransformerException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private Iterable<Element> find(String path) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            if (found.getLength() == 0) {
                throw new IllegalArgumentException(file + " has no " + path);
            }
            return IntStream.range(0, found.getLength())
                    .mapToObj(i -> (Element) found.item(i))
                    .toList();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
