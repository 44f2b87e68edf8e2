package org.smtpconnector.inbox.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message and the values that a reader has to find in it.
 *
 * <p>A file has several cases: a line {@code === name} begins a case, a line {@code --- key} begins one of its values. The value
 * {@code message} is the source of the message; {@code \x9f} in it is an octet, any other character is UTF-8. {@code (none)}
 * is a value that is absent.
 *
 * @param name the file and the name of the case
 * @param expected the values by their keys, in lines that end with LF
 */
public record CorpusCase(String name, Map<String, String> expected) {

    private static final Pattern KEY = Pattern.compile("--- ([a-z]+)");

    private static final Pattern OCTET = Pattern.compile("\\\\x([0-9a-f]{2})");

    /** Copies the map. */
    public CorpusCase {
        expected = Map.copyOf(expected);
    }

    /** The octets of the message, with line ends as SMTP has them. */
    public byte[] message() {
        String source = expected.get("message").replace("\n", "\r\n");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher matcher = OCTET.matcher(source);
        int end = 0;
        while (matcher.find()) {
            octets.writeBytes(source.substring(end, matcher.start()).getBytes(StandardCharsets.UTF_8));
            octets.write(Integer.parseInt(matcher.group(1), 16));
            end = matcher.end();
        }
        octets.writeBytes(source.substring(end).getBytes(StandardCharsets.UTF_8));
        return octets.toByteArray();
    }

    /** The expected value; null if it is to be absent. */
    public String value(String key) {
        String value = expected.get(key);
        return value == null || value.equals("(none)") ? null : value;
    }

    /** Tells whether the case has a value or {@code (none)} for a key. */
    public boolean tells(String key) {
        return expected.containsKey(key);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Reads the cases of all files beside a class.
     *
     * @param owner a class in the package where the files are
     */
    public static Stream<CorpusCase> all(Class<?> owner) {
        try {
            URI folder = owner.getResource("content").toURI();
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                return files.sorted().flatMap(file -> read(file).stream()).toList().stream();
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CorpusCase> read(Path file) {
        try {
            List<CorpusCase> cases = new ArrayList<>();
            String[] texts = Files.readString(file).split("(?m)^=== ", -1);
            for (int i = 1; i < texts.length; i++) {
                cases.add(parse(file.getFileName().toString(), texts[i]));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CorpusCase parse(String file, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] lines = text.split("\n", -1);
        String key = null;
        for (String line : List.of(lines).subList(1, lines.length)) {
            Matcher matcher = KEY.matcher(line);
            if (matcher.matches()) {
                key = matcher.group(1);
                values.put(key, null);
            } else {
                String before = values.get(key);
                values.put(key, before == null ? line : before + '\n' + line);
            }
        }
        values.replaceAll((k, value) -> k.equals("message") ? value : (value == null ? "" : value.strip()));
        return new CorpusCase(file + ": " + lines[0], values);
    }
}
