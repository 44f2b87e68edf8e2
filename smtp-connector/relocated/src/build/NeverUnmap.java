import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Marks the native libraries of a jar so that the dynamic linker never unmaps them (the flag DF_1_NODELETE, which a linker sets with
 * {@code -z nodelete}). BoringSSL leaves a destructor with each thread that has used it. When the class loader of an undeployed
 * archive has been collected, Java closes the library; without the flag the next of those threads that ends would run a destructor
 * that is not there any more, and the whole server would crash.
 */
final class NeverUnmap {

    private static final int PT_DYNAMIC = 2;
    private static final long DT_NULL = 0;
    private static final long DT_FLAGS_1 = 0x6ffffffbL;
    private static final long DF_1_NODELETE = 8;
    private static final int ENTRY = 16;

    private NeverUnmap() {}

    public static void main(String[] jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar[0]))) {
            List<Path> libraries;
            try (Stream<Path> found = Files.list(files.getPath("META-INF/native"))) {
                libraries = found.filter(file -> file.toString().endsWith(".so")).toList();
            }
            if (libraries.size() != 2) {
                throw new IllegalStateException("Two libraries are expected: " + libraries);
            }
            for (Path library : libraries) {
                FileTime time = Files.getLastModifiedTime(library);
                Files.write(library, marked(library, Files.readAllBytes(library)));
                Files.setLastModifiedTime(library, time); // the build is to be the same each time
            }
        }
    }

    /** Puts the flag into a spare entry of the dynamic section (ELF, 64 bit, little endian). */
    private static byte[] marked(Path library, byte[] octets) {
        ByteBuffer elf = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        if (elf.getInt(0) != 0x464c457f || elf.get(4) != 2 || elf.get(5) != 1) {
            throw new IllegalStateException(library + " is no ELF file of 64 bit, little endian");
        }
        int header = (int) elf.getLong(32);
        while (elf.getInt(header) != PT_DYNAMIC) {
            header += elf.getShort(54);
        }
        int entry = (int) elf.getLong(header + 8);
        int end = entry + (int) elf.getLong(header + 32);
        while (elf.getLong(entry) != DT_NULL) {
            if (elf.getLong(entry) == DT_FLAGS_1) {
                elf.putLong(entry + 8, elf.getLong(entry + 8) | DF_1_NODELETE);
                return octets;
            }
            entry += ENTRY;
        }
        if (entry + 2 * ENTRY > end || elf.getLong(entry + ENTRY) != DT_NULL) {
            throw new IllegalStateException(library + " has no spare entry in its dynamic section");
        }
        elf.putLong(entry, DT_FLAGS_1).putLong(entry + 8, DF_1_NODELETE);
        return octets;
    }
}
