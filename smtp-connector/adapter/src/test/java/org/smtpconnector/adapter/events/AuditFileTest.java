package org.smtpconnector.adapter.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit lines go to their file whole, in order and once, whatever happens to the file; those that are lost are counted and said. */
class AuditFileTest {

    private static final long ANY_SIZE = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private Path path() {
        return directory.resolve("audit.jsonl");
    }

    private AuditFile file(long maxSize, int oldFiles, long maxWaiting) {
        return new AuditFile(new RotatedFile(path(), maxSize, oldFiles), tasks::add, maxWaiting);
    }

    private AuditFile file() {
        return file(ANY_SIZE, 1, 1 << 20);
    }

    /** An event whose line is a text, and which takes as much heap as the text is long. */
    private record Text(String text) implements AuditEvent {

        @Override
        public void addTo(JsonLines json) {
            json.beginObject();
            json.name(JsonLines.name("text")).value(text);
            json.endObject();
        }

        @Override
        public long octets() {
            return text.length();
        }
    }

    private static String line(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static void add(AuditLog audit, String... texts) {
        Stream.of(texts).map(Text::new).forEach(audit::add);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(path(), US_ASCII);
    }

    private List<Path> renamed() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.equals(path())).sorted().toList();
        }
    }

    @Test
    void aTaskWritesTheLinesOfAllListeners() throws Exception {
        AuditFile file = file();
        AuditLog mx = file.ofListener();
        AuditLog submission = file.ofListener();
        mx.tick();
        assertThat(tasks).isEmpty();

        add(mx, "one");
        add(submission, "two");
        add(mx, "three");
        mx.tick();
        submission.tick();
        assertThat(tasks).hasSize(1);
        assertThat(path()).doesNotExist();

        tasks.remove().run();
        assertThat(lines()).containsExactly(line("one"), line("two"), line("three"));
        assertThat(mx.isOn()).isTrue();
        assertThat(mx.lost()).isZero();
    }

    @Test
    void aTaskThatIsNotTakenIsTriedAgain() throws Exception {
        List<Runnable> taken = new ArrayList<>();
        AuditFile file = new AuditFile(new RotatedFile(path(), ANY_SIZE, 1), task -> {
            if (taken.size() < 1) {
                taken.add(() -> {});
                throw new RejectedExecutionException("a test");
            }
            taken.add(task);
        });
        AuditLog audit = file.ofListener();
        add(audit, "one");
        audit.tick();
        audit.tick();
        taken.get(1).run();
        assertThat(lines()).containsExactly(line("one"));
    }

    @Test
    void aLineIsThatOfTheLogAndAnOctetOfLineFeed() throws Exception {
        try (LogCapture log = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            LogWriter writer = new LogWriter(Runnable::run);
            for (AuditLog audit : List.of(new LoggedAudit(writer), file().ofListener())) {
                add(audit, "a\r\nb \u202e {0}");
                audit.flush();
            }
            writer.flush();
            assertThat(log.lines()).containsExactly(line("a\\u000d\\u000ab \\u202e {0}"));
            assertThat(path()).hasContent(log.lines().get(0) + '\n');
        }
    }

    @Test
    void noOtherUserCanReadTheFile() throws Exception {
        AuditLog audit = file(10, 5, 1 << 20).ofListener();
        for (String text : List.of("one", "two")) {
            add(audit, text);
            audit.flush();
        }
        assertThat(renamed()).hasSize(1);
        for (Path file : List.of(path(), renamed().get(0))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFileThatIsThereIsAppendedToAndKeepsItsPermissions() throws Exception {
        Files.writeString(path(), line("before") + "\n");
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
        AuditLog audit = file().ofListener();
        add(audit, "after");
        audit.flush();

        assertThat(lines()).containsExactly(line("before"), line("after"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-r-----");
    }

    /** A process that is killed may leave it. */
    @Test
    void aPartOfALineSpoilsNoOther() throws Exception {
        Files.writeString(path(), "{\"text\":\"bef");
        AuditLog audit = file().ofListener();
        add(audit, "after");
        audit.flush();

        assertThat(lines()).containsExactly("{\"text\":\"bef", line("after"));
    }

    @Test
    void aFileThatSomebodyRenamesIsMadeAnew() throws Exception {
        AuditLog audit = file().ofListener();
        add(audit, "one");
        audit.flush();
        Files.move(path(), directory.resolve("audit.jsonl.1"));
        add(audit, "two");
        audit.flush();

        assertThat(lines()).containsExactly(line("two"));
        assertThat(directory.resolve("audit.jsonl.1")).hasContent(line("one"));
    }

    @Test
    void aFullFileIsRenamedAndTheOldestIsDeleted() throws Exception {
        Files.writeString(directory.resolve("audit.jsonl.gz"), "not ours");
        Files.writeString(directory.resolve("audit.jsonl.20260101-000000.000000.gz"), "not ours");
        int size = line("x0").length() + 1;
        AuditLog audit = file(2L * size, 2, 1 << 20).ofListener();
        for (int i = 0; i < 9; i++) {
            add(audit, "x" + i);
            audit.flush();
        }
        assertThat(lines()).containsExactly(line("x8"));
        assertThat(renamed())
                .hasSize(4)
                .satisfiesOnlyOnce(file -> assertThat(file).hasContent(line("x4") + "\n" + line("x5")))
                .satisfiesOnlyOnce(file -> assertThat(file).hasContent(line("x6") + "\n" + line("x7")));
    }

    @Test
    void aFileThatCannotBeRenamedGrowsAndTheLogSaysSoOnce() throws Exception {
        Path longest = directory.resolve("x".repeat(255)); // the new name would be too long
        RotatedFile file = new RotatedFile(longest, 1, 1);
        try (LogCapture log = new LogCapture(RotatedFile.class.getName(), Level.INFO)) {
            for (String text : List.of("a\n", "b\n", "c\n")) {
                file.append(text.getBytes(US_ASCII), 2);
            }
            assertThat(log.lines()).singleElement().asString().contains("is full and cannot be renamed");
        }
        assertThat(longest).hasContent("a\nb\nc");
    }

    @Test
    void linesWaitWhileTheFileCannotBeWritten() throws Exception {
        Path gone = directory.resolve("gone");
        AuditFile file = new AuditFile(new RotatedFile(gone.resolve("audit.jsonl"), ANY_SIZE, 1), tasks::add, 10);
        AuditLog audit = file.ofListener();
        AuditLog other = file.ofListener();
        try (LogCapture log = new LogCapture(AuditFile.class.getName(), Level.INFO)) {
            add(audit, "four");
            audit.flush();
            add(audit, "five");
            audit.flush();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("cannot be written to " + gone, "NoSuchFileException", "; 0 for which");

            add(other, "seven", "seven");
            assertThat(audit.lost()).isZero();
            assertThat(other.lost()).isEqualTo(2);

            Files.createDirectory(gone);
            audit.flush();
            assertThat(log.lines()).hasSize(2).last().asString().contains("can be written", "; 2 are lost");
            add(audit, "eight");
            audit.flush();
            assertThat(log.lines()).hasSize(2);
        }
        assertThat(gone.resolve("audit.jsonl"))
                .hasContent(String.join("\n", line("four"), line("five"), line("eight")));
    }

    @Test
    void linesForWhichThereIsNoRoomAreLostAndSaidToBe() throws Exception {
        AuditLog audit = file(ANY_SIZE, 1, 5).ofListener();
        try (LogCapture log = new LogCapture(AuditFile.class.getName(), Level.INFO)) {
            add(audit, "one", "two", "3");
            audit.flush();
            assertThat(log.lines()).singleElement().asString().contains("come faster", "; 1 are lost");
        }
        assertThat(audit.lost()).isOne();
        assertThat(lines()).containsExactly(line("one"), line("3"));
    }

    @Test
    void theEndWritesWhatWaitsAndGivesUpTheRest() throws Exception {
        AuditFile file = file();
        AuditLog audit = file.ofListener();
        add(audit, "one");
        file.close();
        assertThat(lines()).containsExactly(line("one"));

        AuditFile lost = new AuditFile(new RotatedFile(directory.resolve("gone/audit"), ANY_SIZE, 1), tasks::add);
        audit = lost.ofListener();
        add(audit, "two", "three");
        try (LogCapture log = new LogCapture(AuditFile.class.getName(), Level.INFO)) {
            lost.close();
            assertThat(log.lines()).last().asString().startsWith("2 audit lines were not written to ");
        }
        assertThat(audit.lost()).isEqualTo(2);
    }

    @Test
    void aFullDiskIsAnError() {
        RotatedFile full = new RotatedFile(Path.of("/dev/full"), ANY_SIZE, 1);
        assertThatThrownBy(() -> full.append(new byte[] {'\n'}, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    /** Two adapters in two processes may have the same file. */
    @Test
    void aFileThatIsLockedIsWrittenLater() throws Exception {
        AuditLog audit = file().ofListener();
        add(audit, "one");
        try (RandomAccessFile other = new RandomAccessFile(path().toFile(), "rw");
                FileLock lock = other.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            audit.flush();
            assertThat(path()).isEmptyFile();
        }
        audit.flush();
        assertThat(lines()).containsExactly(line("one"));
    }

    @Test
    void twoAdaptersWithOneFileMixNoLines() throws Exception {
        int count = 2000;
        List<Thread> threads = new ArrayList<>();
        List<AuditFile> files = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            AuditFile file = file(20_000, 1000, 1 << 20);
            files.add(file);
            AuditLog audit = file.ofListener();
            threads.add(new Thread(() -> IntStream.range(0, count).forEach(i -> {
                add(audit, name + i);
                if (i % 10 == 9) {
                    audit.flush();
                }
            })));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        files.forEach(AuditFile::close);
        List<String> written = new ArrayList<>();
        for (Path file : renamed()) {
            written.addAll(Files.readAllLines(file, US_ASCII));
        }
        written.addAll(lines());
        assertThat(written)
                .hasSize(2 * count)
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("\\{\"text\":\"[ab]\\d+\"}"));
    }
}
