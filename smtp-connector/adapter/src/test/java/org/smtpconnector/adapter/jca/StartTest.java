package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.transaction.UserTransaction;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.JfrEvents;

/** A start of the adapter that fails leaves nothing behind in the virtual machine. */
class StartTest {

    private static final class WithoutTransactions extends SmtpResourceAdapter {

        @Override
        protected UserTransaction userTransaction() throws ResourceAdapterInternalException {
            throw new ResourceAdapterInternalException("a test's server has none");
        }
    }

    @Test
    void aStartThatFailsRegistersNoEvents() {
        FlightRecorder recorder = FlightRecorder.getFlightRecorder(); // from now on events can be recorded
        JfrEvents.unregister(); // another test in this virtual machine may have registered them

        assertThatThrownBy(() -> new WithoutTransactions().start(new Deployment().bootstrap()))
                .hasMessageContaining("a test's server has none");
        assertThat(recorder.getEventTypes()).extracting(EventType::getName).doesNotContain("smtp.Connection");
    }
}
