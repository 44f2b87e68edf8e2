package org.smtpconnector.it.suite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The one application that all container tests run against. */
public final class SharedDeployment {

    private SharedDeployment() {}

    @Deployment
    public static WebArchive application() {
        // Whole packages: in-container test classes must be in the archive, not only that of the first class to run.
        return ShrinkWrap.create(WebArchive.class, "test.war")
                .addPackages(false, "org.smtpconnector.it.app")
                .addAsResource("persistence.xml", "META-INF/persistence.xml")
                .addAsResource("microprofile-config.properties", "META-INF/microprofile-config.properties")
                .addAsWebInfResource("glassfish-ejb-jar.xml")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }
}
