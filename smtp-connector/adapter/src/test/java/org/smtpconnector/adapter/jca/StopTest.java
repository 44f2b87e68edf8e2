package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.api.SmtpMessageListener;

/** A server that stops the adapter has undeployed the applications before, or should have. */
class StopTest {

    private static final String WARNING = "while beans were active";

    private final SmtpMessageListener bean = message -> {};

    @Test
    void aStopWithActiveBeansNamesThem() throws Exception {
        try (LogCapture log = new LogCapture(SmtpResourceAdapter.class.getName(), Level.INFO)) {
            Deployment deployment = new Deployment();
            deployment.deploy(bean);

            deployment.close();

            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains(WARNING, StopTest.class.getName()));
        }
    }

    @Test
    void aStopWithoutActiveBeansIsNoReasonToWarn() throws Exception {
        try (LogCapture log = new LogCapture(SmtpResourceAdapter.class.getName(), Level.INFO)) {
            Deployment deployment = new Deployment();
            deployment.deploy(bean);
            deployment.undeploy();

            deployment.close();

            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).contains("has stopped"))
                    .noneSatisfy(line -> assertThat(line).contains(WARNING));
        }
    }
}
