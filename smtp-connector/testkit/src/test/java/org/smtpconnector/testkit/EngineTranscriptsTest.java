package org.smtpconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every transcript at engine level, however its octets are cut, whenever decisions come, from either kind of buffer. */
class EngineTranscriptsTest {

    @TestFactory
    Stream<DynamicTest> everyTranscript() {
        return Transcripts.all().stream()
                .map(transcript -> DynamicTest.dynamicTest(transcript.toString(), () -> {
                    for (EngineDialogue.Cut cut : EngineDialogue.Cut.values()) {
                        if (transcript.allows(cut)) {
                            EngineDialogue.run(transcript, cut, false, false);
                            EngineDialogue.run(transcript, cut, true, true);
                        }
                    }
                }));
    }

    @Test
    void thereAreEnough() {
        assertThat(Transcripts.all()).hasSizeGreaterThanOrEqualTo(150);
    }
}
