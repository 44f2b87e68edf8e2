package org.smtpconnector.it.conformance.server;

import static org.smtpconnector.it.conformance.server.JakartaServer.ADAPTER;

import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The descriptors of GlassFish and of the servers that descend from it. */
final class GlassFishDescriptors {

    static final String STATUS = "java:app/smtp/status";

    private GlassFishDescriptors() {}

    /** Names the adapter of each bean, and defines the administered object. */
    static WebArchive addTo(WebArchive war) {
        String beans =
                MessageBeans.of(war).stream().map(GlassFishDescriptors::bean).collect(Collectors.joining());
        war.addAsWebInfResource(
                new StringAsset(
                        "<glassfish-ejb-jar><enterprise-beans>" + beans + "</enterprise-beans></glassfish-ejb-jar>"),
                "glassfish-ejb-jar.xml");
        return WebXml.add(
                war,
                """
                <administered-object>
                    <name>%s</name>
                    <interface-name>org.smtpconnector.api.SmtpStatus</interface-name>
                    <class-name>org.smtpconnector.adapter.monitor.SmtpStatusObject</class-name>
                    <resource-adapter>%s</resource-adapter>
                </administered-object>
                """
                        .formatted(STATUS, ADAPTER));
    }

    private static String bean(String name) {
        return """
                <ejb>
                    <ejb-name>%s</ejb-name>
                    <mdb-resource-adapter><resource-adapter-mid>%s</resource-adapter-mid></mdb-resource-adapter>
                </ejb>
                """
                .formatted(name, ADAPTER);
    }
}
