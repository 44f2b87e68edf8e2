package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkInputStreamTest {

    private static final int SIZE = StoredChunk.SIZE;

    private final byte[] content = new byte[2 * SIZE + 100];

    ChunkInputStreamTest() {
        new Random(7).nextBytes(content);
    }

    private Optional<byte[]> chunk(int position) {
        int from = position * SIZE;
        return from >= content.length
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(content, from, Math.min(from + SIZE, content.length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE, 2 * SIZE + 99, 2 * SIZE + 100})
    void readsFromTheOffsetToTheEnd(int offset) throws IOException {
        try (InputStream stream = new ChunkInputStream(content.length, offset, this::chunk)) {
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, offset, content.length));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void readsOctetByOctetAcrossChunks() throws IOException {
        try (InputStream stream = new ChunkInputStream(content.length, SIZE - 2, this::chunk)) {
            for (int i = SIZE - 2; i < SIZE + 2; i++) {
                assertThat(stream.read()).isEqualTo(content[i] & 0xff);
            }
        }
    }

    @Test
    void endsAtOnceIfThereIsNoContent() throws IOException {
        try (InputStream stream = new ChunkInputStream(0, 0, position -> {
            throw new AssertionError("No chunk to ask for");
        })) {
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void failsIfAChunkIsGone() throws IOException {
        try (InputStream stream = new ChunkInputStream(content.length, 0, p -> p == 1 ? Optional.empty() : chunk(p))) {
            assertThat(stream.readNBytes(SIZE)).hasSize(SIZE);
            assertThatThrownBy(stream::read).isInstanceOf(EOFException.class).hasMessageContaining("Chunk 1");
        }
    }

    @Test
    void refusesAnOffsetBeyondTheEnd() {
        assertThatThrownBy(() -> new ChunkInputStream(10, 11, this::chunk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11");
    }
}
