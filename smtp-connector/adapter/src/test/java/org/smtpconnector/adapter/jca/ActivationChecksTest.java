package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.resource.spi.InvalidPropertyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Names in the annotation of a bean that a server ignores, because the activation spec has no such property. */
class ActivationChecksTest {

    private final Deployment deployment = new Deployment();

    @AfterEach
    void stop() {
        deployment.close();
    }

    @MessageDriven(
            activationConfig = {
                @ActivationConfigProperty(propertyName = "recipient", propertyValue = "support@example.org"),
                @ActivationConfigProperty(propertyName = "Listeners", propertyValue = "mx"),
                @ActivationConfigProperty(propertyName = "maxConcurency", propertyValue = "1")
            })
    static class Misspelt implements SmtpMessageListener {
        @Override
        public void onMessage(SmtpMessage message) {
            throw new IllegalStateException("never called");
        }
    }

    @MessageDriven(
            activationConfig = {
                @ActivationConfigProperty(propertyName = "recipients", propertyValue = "support@example.org"),
                @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "smtp-connector"),
                @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "15")
            })
    static class WithTheServersOwn implements SmtpMessageListener {
        @Override
        public void onMessage(SmtpMessage message) {
            // taken
        }
    }

    @Test
    void aMisspeltNameFailsTheDeploymentAndOpensNoListener() {
        assertThatThrownBy(() -> deployment.activate(Misspelt::new, "*", 0))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage(
                        "The activationConfig of the bean is wrong in 3 places: recipient = support@example.org: expected the"
                                + " name recipients; Listeners = mx: expected the name listeners; maxConcurency = 1: expected the name"
                                + " maxConcurrency");
        assertThat(deployment.statuses()).isEmpty();
    }

    @Test
    void aNameThatMayBeTheServersOwnIsLeftToTheServer() throws Exception {
        deployment.activate(WithTheServersOwn::new, "*", 0);
        assertThat(deployment.statuses()).hasSize(1);
    }
}
