package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,0,9",
        "bytes=0-0,0,0",
        "bytes=99-99,99,99",
        "bytes=90-1000,90,99",
        "bytes=90-,90,99",
        "bytes=-10,90,99",
        "bytes=-1000,0,99"
    })
    void readsOnePart(String field, long first, long last) throws Exception {
        assertThat(ByteRange.parse(field, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=-",
                "bytes=5-2",
                "bytes=0-1,5-6",
                "lines=0-1",
                "bytes=a-b",
                "bytes=0-1234567890123456789"
            })
    void ignoresWhatItDoesNotKnow(String field) throws Exception {
        assertThat(ByteRange.parse(field, 100)).isEmpty();
    }

    @Test
    void givesTheWholeWithoutAField() throws Exception {
        assertThat(ByteRange.parse(null, 100)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bytes=100-,100", "bytes=100-200,100", "bytes=-0,100", "bytes=0-,0", "bytes=-5,0"})
    void refusesWhatIsNotThere(String field, long size) {
        assertThatThrownBy(() -> ByteRange.parse(field, size)).isInstanceOf(ByteRange.UnsatisfiableException.class);
    }
}
