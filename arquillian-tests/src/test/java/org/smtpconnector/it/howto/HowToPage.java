package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page in Markdown. Its blocks of {@code bash} are one script. Blocks of {@code console}, which have a prompt, show commands that a
 * reader may need and the script does not.
 */
record HowToPage(String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern SERVER = Pattern.compile("(?m)^SERVER=(\\S+)$");

    static HowToPage read(Path file) throws IOException {
        return new HowToPage(Files.readString(file));
    }

    /** Returns the contents of the blocks of a language, in their order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Returns the commands from the server's archive to the end of the server. */
    String script() {
        return String.join("\n", blocks("bash"));
    }

    /** Returns the page with only the block of {@code bash} that has these words. */
    HowToPage onlyBlock(String words) {
        return ofCommands(block("bash", words));
    }

    /** Returns the commands of the block with prompts that has these words. */
    String afterPrompts(String words) {
        return block("console", words).replaceAll("(?m)^\\$ ", "");
    }

    private String block(String language, String words) {
        return blocks(language).stream()
                .filter(block -> block.contains(words))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No block of the page has " + words));
    }

    /** Returns the contents of a file that the commands write. */
    String file(String name) {
        return Pattern.compile("(?ms)^cat > " + Pattern.quote(name) + " <<'END'\\n(.*?)^END$")
                .matcher(script())
                .results()
                .map((MatchResult file) -> file.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No command of the page writes " + name));
    }

    /** Returns the page with one block of {@code bash} only, in which another port stands for that of the page. */
    HowToPage onlyBlock(int number, int portOfThePage, int port) {
        return ofCommands(blocks("bash").get(number).replace("127.0.0.1:" + portOfThePage, "127.0.0.1:" + port));
    }

    /** Returns the settings of the first block of {@code properties} as arguments of a Java virtual machine, but for addresses and ports. */
    List<String> settings() {
        return blocks("properties")
                .get(0)
                .lines()
                .filter(line -> !line.matches("smtp\\.listener\\.[a-z]+\\.(host|port)=.*"))
                .map(line -> "-D" + line)
                .toList();
    }

    /** Returns the file name of the server's archive. */
    String server() {
        return SERVER.matcher(script())
                .results()
                .map((MatchResult line) -> line.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No block of the page has a line SERVER=..."));
    }

    private static HowToPage ofCommands(String commands) {
        return new HowToPage("```bash\n" + commands + "```");
    }
}
