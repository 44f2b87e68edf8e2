package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.Transcripts;

/** The dialogues that need no setting and no decision, held with a listener in the container. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TranscriptsIT {

    static List<Transcript> plain() {
        return Transcripts.all().stream().filter(Transcript::isPlain).toList();
    }

    @ParameterizedTest
    @MethodSource("plain")
    void isHeldAsItIsWritten(Transcript transcript) {
        SocketDialogue.run(transcript, Client.address("default"), Duration.ofSeconds(20));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(plain()).hasSizeGreaterThan(25);
    }
}
