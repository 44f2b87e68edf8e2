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
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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

    private final ByteQuota quota = new ByteQuota(10_000_000);
    private final AtomicInteger filesOpened = new AtomicInteger();
    private final List<FileChannel> files = new ArrayList<>();
    private SpoolFactory factory;

    @BeforeEach
    void makeFactory() throws IOException {
        factory = factory(new ByteQuota(Long.MAX_VALUE), Runnable::run);
    }

    private SpoolFactory factory(ByteQuota disk, Executor deletions) throws IOException {
        TemporaryFiles temporary = new TemporaryFiles(directory);
        SpoolFactory.Files counted = () -> {
            filesOpened.incrementAndGet();
            files.add(temporary.open());
            return files.get(files.size() - 1);
        };
        return new SpoolFactory(THRESHOLD, quota, disk, counted, deletions);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(factory.openCount()).isZero();
        assertThat(quota.used()).isZero();
        assertThat(files).noneMatch(FileChannel::isOpen);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aShortMessageTakesLittleMoreHeapThanItHasOctets() throws IOException {
        Spool spool = factory.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(Spools.noise(230, 1)));
        spool.write(ByteBuffer.wrap(Spools.noise(1024, 2)));

        assertThat(quota.used()).isBetween(1254L, 1600L);
        spool.close();
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
        assertThat(quota.used()).isLessThanOrEqualTo(onFile ? 0 : THRESHOLD);
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
        long both = quota.used();
        spool.close();
        spool.close();
        assertThat(factory.openCount()).isOne();
        assertThat(quota.used()).isEqualTo(both / 2);
        other.close();
    }

    @Test
    void aSpoolThatIsNotCompleteCanBeClosed() throws IOException {
        Spool spool = factory.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(Spools.noise(THRESHOLD, 5)));
        spool.write(ByteBuffer.wrap(new byte[10]));
        assertThat(filesOpened).hasValue(1);
        spool.close();
    }

    /** The thread that closes a spool may be an event loop, and a huge file takes its time. */
    @Test
    void theFileIsDeletedByTheExecutor() throws IOException {
        List<Runnable> tasks = new ArrayList<>();
        ByteQuota disk = new ByteQuota(1_000_000);
        SpoolFactory deferring = factory(disk, tasks::add);
        Spool spool = deferring.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(Spools.noise(THRESHOLD + 1, 8)));
        spool.complete();
        InputStream stream = spool.openStream();

        spool.close();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThat(deferring.openCount()).isZero();
        assertThat(files).allMatch(FileChannel::isOpen);
        assertThat(disk.used()).as("the file still takes room").isEqualTo(THRESHOLD + 1);
        assertThat(tasks).hasSize(1);

        tasks.get(0).run();
        assertThat(files).hasSize(1).noneMatch(FileChannel::isOpen);
        assertThat(disk.used()).isZero();
    }

    @Test
    void theFileIsDeletedAtOnceIfTheExecutorHasNoThread() throws IOException {
        ByteQuota disk = new ByteQuota(1_000_000);
        SpoolFactory rejecting = factory(disk, task -> {
            throw new RejectedExecutionException("the pool is shut down");
        });
        Spool spool = rejecting.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(Spools.noise(THRESHOLD + 1, 9)));
        spool.close();
        assertThat(files).hasSize(1).noneMatch(FileChannel::isOpen);
        assertThat(disk.used()).isZero();
    }

    @Test
    void beyondTheQuotaContentsGoToFiles() throws IOException {
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
        SpoolFactory failing = new SpoolFactory(10, quota, new ByteQuota(Long.MAX_VALUE), () -> {
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
                10, quota, new ByteQuota(Long.MAX_VALUE), () -> FileChannel.open(full, StandardOpenOption.WRITE));
        Spool spool = failing.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(new byte[100]));
        assertThatThrownBy(spool::complete).isInstanceOf(IOException.class);
        spool.close();
        assertThat(failing.openCount()).isZero();
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
        Spool spool = factory.open(ByteBufAllocator.DEFAULT);
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
