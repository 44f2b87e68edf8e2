package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.InvalidPropertyException;
import org.junit.jupiter.api.Test;

/** The properties of a bean are right, or everything that is wrong is told at once. */
class SmtpActivationSpecTest {

    private final SmtpActivationSpec spec = new SmtpActivationSpec();

    @Test
    void aBeanNeedNotNameAListener() {
        assertThatCode(spec::validate).doesNotThrowAnyException();
        assertThat(spec.listenerNames()).isEmpty();
    }

    @Test
    void severalListenersAreSeparatedByCommas() {
        spec.setListeners("mx, submission");

        assertThatCode(spec::validate).doesNotThrowAnyException();
        assertThat(spec.listenerNames()).containsExactly("mx", "submission");
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        spec.setListeners("mx,,MX,a.b,mx,a\nx");
        spec.setMaxConcurrency(-1);

        InvalidPropertyException wrong = catchThrowableOfType(InvalidPropertyException.class, spec::validate);

        assertThat(wrong)
                .hasMessageContaining("in 6 places")
                .hasMessageContaining("listeners has \"\": expected names")
                .hasMessageContaining("listeners has \"MX\": expected names")
                .hasMessageContaining("listeners has \"a.b\": expected names")
                .hasMessageContaining("listeners names \"mx\" twice: expected each name once")
                .hasMessageContaining("maxConcurrency is -1: expected 1 or more");
        assertThat(wrong.getInvalidPropertyDescriptors()).hasSize(2);
    }

    @Test
    void nothingIsAMistakeToo() {
        spec.setListeners("");

        assertThat(catchThrowableOfType(InvalidPropertyException.class, spec::validate))
                .hasMessageContaining("listeners has \"\"");
    }
}
