package org.smtpconnector.adapter.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBufAllocator;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.adapter.session.NoLeaks;

@ExtendWith(NoLeaks.class)
class SpoolTest {

    private static final int THRESHOLD = 100_000;

    @TempDir
    Path directory;

    private final ByteQuota budget = new ByteQuota(10_000_000);
    private final AtomicInteger filesOpened = new AtomicInteger();
    private final List<FileChannel> files = new ArrayList<>();
    private SpoolFactory area;

    @BeforeEach
    void makeArea() throws IOException {
        TemporaryFiles temporary = new TemporaryFiles(directory);
        area = new SpoolFactory(THRESHOLD, budget, new ByteQuota(Long.MAX_VALUE), () -> {
            filesOpened.incrementAndGet();
            files.add(temporary.open());
            return files.get(files.size() - 1);
        });
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(area.openCount()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(files).noneMatch(FileChannel::isOpen);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, false",
        "1, 1, false",
        "4096, 4096, false",
        "4097, 100, false",
        "99999, 1000, false",
        "100000, 100000, false",
        "100001, 100001, true",
        "100001, 1, true",
        "2000000, 16384, true",
        "2000000, 8191, true",
        "300000, 3, true"
    })
    void whatWasWrittenIsRead(int size, int pieces, boolean onFile) throws IOException {
        byte[] content = Spools.noise(size, size);
        Spool spool = written(content, pieces);
        assertThat(spool.size()).isEqualTo(size);
        assertThat(filesOpened.get()).isEqualTo(onFile ? 1 : 0);
        assertThat(budget.used()).isLessThanOrEqualTo(onFile ? 0 : THRESHOLD);
        assertThat(spool.openStream().readAllBytes()).isEqualTo(content);
        assertThat(spool.openStream().readAllBytes()).isEqualTo(content);
        spool.close();
    }

    @Test
    void theFileHasLostItsNameAndIsPrivate() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Spool spool = written(Spools.noise(THRESHOLD + 1, 1), 1000);
        assertThat(directory).isEmptyDirectory();
        Path handle = openFileOfThisProcess();
        assertThat(Files.getPosixFilePermissions(handle))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        spool.close();
        assertThat(Files.exists(handle) && isSpool(handle)).isFalse();
    }

    private Path openFileOfThisProcess() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(handles));
        try (var list = Files.list(handles)) {
            return list.filter(this::isSpool).findFirst().orElseThrow();
        }
    }

    private boolean isSpool(Path handle) {
        try {
            return Files.readSymbolicLink(handle)
                    .toString()
                    .startsWith(directory.toRealPath().toString());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void manyThreadsReadAtOnce() throws Exception {
        byte[] content = Spools.noise(1_000_000, 2);
        Spool spool = written(content, 16_384);
        var pool = Executors.newFixedThreadPool(4);
        try {
            Callable<byte[]> read = () -> spool.openStream().readAllBytes();
            for (Future<byte[]> result : pool.invokeAll(List.of(read, read, read, read))) {
                assertThat(result.get()).isEqualTo(content);
            }
        } finally {
            pool.shutdown();
        }
        spool.close();
    }

    @ParameterizedTest
    @CsvSource({"1000", "500000"})
    void afterTheCloseNothingCanBeRead(int size) throws IOException {
        Spool spool = written(Spools.noise(size, 3), 1000);
        InputStream open = spool.openStream();
        assertThat(open.read()).isNotNegative();
        spool.close();
        assertThatThrownBy(open::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> open.read(new byte[100_000])).isInstanceOf(IOException.class);
        assertThatThrownBy(spool::openStream).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyTheFirstCloseCounts() throws IOException {
        Spool other = written(Spools.noise(5000, 4), 1000);
        Spool spool = written(Spools.noise(5000, 4), 1000);
        long both = budget.used();
        spool.close();
        spool.close();
        assertThat(area.openCount()).isOne();
        assertThat(budget.used()).isEqualTo(both / 2);
        other.close();
    }

    @Test
    void aSpoolThatIsNotCompleteCanBeClosed() throws IOException {
        Spool spool = area.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(Spools.noise(THRESHOLD, 5)));
        spool.write(ByteBuffer.wrap(new byte[10]));
        assertThat(filesOpened).hasValue(1);
        spool.close();
    }

    @Test
    void beyondTheBudgetContentsGoToFiles() throws IOException {
        List<Spool> spools = new ArrayList<>();
        byte[] content = Spools.noise(90_000, 6);
        ByteQuota small = new ByteQuota(500_000);
        SpoolFactory sharing =
                new SpoolFactory(THRESHOLD, small, new ByteQuota(Long.MAX_VALUE), new TemporaryFiles(directory));
        for (int i = 0; i < 20; i++) {
            Spool spool = sharing.open(ByteBufAllocator.DEFAULT);
            spool.write(ByteBuffer.wrap(content, 0, 50_000));
            spool.write(ByteBuffer.wrap(content, 50_000, 40_000));
            spool.complete();
            spools.add(spool);
            assertThat(small.used()).isLessThanOrEqualTo(500_000);
        }
        for (Spool spool : spools) {
            assertThat(spool.openStream().readAllBytes()).isEqualTo(content);
            spool.close();
        }
        assertThat(small.used()).isZero();
    }

    @Test
    void aFileThatCannotBeMadeLeavesNothing() throws IOException {
        SpoolFactory failing = new SpoolFactory(10, budget, new ByteQuota(Long.MAX_VALUE), () -> {
            throw new IOException("No space left on device");
        });
        Spool spool = failing.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(new byte[10]));
        assertThatThrownBy(() -> spool.write(ByteBuffer.wrap(new byte[1]))).isInstanceOf(IOException.class);
        spool.close();
        assertThat(failing.openCount()).isZero();
    }

    @Test
    void aFullDiskIsNoticedAtTheLatestAtTheEnd() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        SpoolFactory failing = new SpoolFactory(
                10, budget, new ByteQuota(Long.MAX_VALUE), () -> FileChannel.open(full, StandardOpenOption.WRITE));
        Spool spool = failing.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(new byte[100]));
        assertThatThrownBy(spool::complete).isInstanceOf(IOException.class);
        spool.close();
        assertThat(failing.openCount()).isZero();
    }

    /** Every way to read, in random order, against an array. */
    @ParameterizedTest
    @CsvSource({"50000", "150000"})
    void aStreamReadsAsAnArrayDoes(int size) throws IOException {
        byte[] content = Spools.noise(size, 7);
        Spool spool = written(content, 5000);
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            int start = random.nextInt(size);
            int end = start + random.nextInt(size - start);
            InputStream whole = spool.openStream();
            SpoolStream stream = (SpoolStream) ((SpoolStream) whole).newStream(start, end);
            compare(stream, content, start, end, random);
        }
        spool.close();
    }

    private static void compare(SpoolStream stream, byte[] content, int start, int end, Random random)
            throws IOException {
        int at = start;
        int mark = start;
        for (int step = 0; step < 100; step++) {
            assertThat(stream.getPosition()).isEqualTo(at - start);
            assertThat(stream.available()).isEqualTo(end - at);
            switch (random.nextInt(6)) {
                case 0 -> assertThat(stream.read()).isEqualTo(at < end ? content[at++] & 0xFF : -1);
                case 1 -> {
                    byte[] target = new byte[1 + random.nextInt(20_000)];
                    int count = stream.read(target, 0, target.length);
                    assertThat(count).isEqualTo(at == end ? -1 : count).isNotZero();
                    for (int i = 0; i < count; i++) {
                        assertThat(target[i]).isEqualTo(content[at++]);
                    }
                }
                case 2 -> at += (int) stream.skip(random.nextInt(1000));
                case 3 -> {
                    stream.mark(1);
                    mark = at;
                }
                case 4 -> {
                    stream.reset();
                    at = mark;
                }
                default -> {
                    int length = end - at;
                    int from = length == 0 ? 0 : random.nextInt(length);
                    byte[] rest = stream.newStream(at - start + from, -1).readAllBytes();
                    assertThat(rest.length).isEqualTo(length - from);
                    assertThat(rest.length == 0 || rest[0] == content[at + from])
                            .isTrue();
                }
            }
        }
    }

    @Test
    void jakartaMailReadsPartsWithoutCopyingThem() throws Exception {
        String attachment = "0123456789abcdef".repeat(20_000);
        String message =
                "Subject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=frontier\r\n\r\n"
                        + "--frontier\r\nContent-Type: text/plain\r\n\r\nGr\u00fc\u00dfe\r\n"
                        + "--frontier\r\nContent-Type: text/plain; name=big\r\n\r\n" + attachment
                        + "\r\n--frontier--\r\n";
        Spool spool = written(message.getBytes(ISO_8859_1), 16_384);
        assertThat(filesOpened).hasValue(1);

        var parsed = new MimeMessage(Session.getInstance(new Properties()), spool.openStream());
        assertThat(parsed.getSubject()).isEqualTo("parts");
        var parts = (MimeMultipart) parsed.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        var big = (MimeBodyPart) parts.getBodyPart(1);
        assertThat(big.getRawInputStream()).isInstanceOf(SpoolStream.class);
        assertThat(new String(big.getInputStream().readAllBytes(), US_ASCII)).isEqualTo(attachment);
        var copy = new ByteArrayOutputStream();
        parsed.writeTo(copy);
        assertThat(copy.toString(ISO_8859_1)).isEqualTo(message);
        spool.close();
    }

    private Spool written(byte[] content, int pieces) throws IOException {
        Spool spool = area.open(ByteBufAllocator.DEFAULT);
        // A direct buffer, and a duplicate, as the engine gives them.
        ByteBuffer direct = ByteBuffer.allocateDirect(Math.max(1, content.length));
        for (int at = 0; at < content.length; at += pieces) {
            int length = Math.min(pieces, content.length - at);
            direct.clear().put(content, at, length).flip();
            spool.write(direct.duplicate());
        }
        spool.complete();
        return spool;
    }
}
