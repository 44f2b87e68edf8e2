package org.smtpconnector.it.suite;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** One server start for all test classes, see {@link OneServer}. */
public class OneServerExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(OneServer.class);
    }
}
