package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.syntax.Verb;

/**
 * The pages of {@code smtp-connector/docs} that are made from the code, and whether they are stale. To make them anew:
 *
 * <pre>{@code ./mvnw -q test -pl smtp-connector/api,smtp-connector/protocol -Dtest=GeneratedDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true}</pre>
 */
class GeneratedDocsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "smtpconnector", "protocol");
    private static final String NOTE =
            "<!-- Made from the code; GeneratedDocsTest says how to make it anew, and fails when it is stale. -->\n\n";

    @Test
    void replies() throws Exception {
        check("replies.md", repliesPage());
    }

    @Test
    void states() throws IOException {
        check("states.md", statesPage());
    }

    private static void check(String name, String content) throws IOException {
        Path page = DOCS.resolve(name);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, content);
        }
        assertThat(page).as("run with -Ddocs.write=true to make it anew").hasContent(content);
    }

    private static String repliesPage() throws IOException {
        String source = Files.readString(SOURCES.resolve("Replies.java"));
        String hello = Files.readString(SOURCES.resolve("HelloReplies.java"));
        StringBuilder page = new StringBuilder("# Replies\n\n" + NOTE);
        page.append(
                "The replies that the connector gives by itself. Beans may answer with others (`SmtpRejectedException`).\n\n");
        page.append("| reply | when |\n|---|---|\n");
        constants().forEach(field -> page.append("| `")
                .append(get(field).toString().trim())
                .append("` | ")
                .append(comment(source, field.getName()))
                .append(" |\n"));
        page.append("\nWith a part that differs from case to case:\n\n| reply | when |\n|---|---|\n");
        EngineSettings settings =
                EngineSettings.builder().hostname("mx.example.org").build();
        row(page, hello, "greeting", HelloReplies.greeting(settings, settings.banner()));
        row(page, hello, "helo", HelloReplies.helo(settings, ""));
        row(page, source, "queued", Replies.queued("<transaction id>"));
        row(page, source, "chunk", Replies.chunk(1000));
        row(page, source, "challenge", Replies.challenge("VXNlcm5hbWU6"));
        row(page, source, "failure", Replies.failure("<id>"));
        return page.toString();
    }

    private static void row(StringBuilder page, String source, String method, SmtpReply reply) {
        page.append("| `")
                .append(reply.toString().trim())
                .append("` | ")
                .append(comment(source, method + "("))
                .append(" |\n");
    }

    private static List<Field> constants() {
        return Arrays.stream(Replies.class.getDeclaredFields())
                .filter(field -> field.getType() == SmtpReply.class && Modifier.isPublic(field.getModifiers()))
                .sorted(Comparator.comparing((Field field) -> get(field).toString()))
                .toList();
    }

    private static SmtpReply get(Field field) {
        try {
            return (SmtpReply) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first sentence of the Javadoc before a declaration. */
    private static String comment(String source, String declared) {
        Matcher matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:public )?static (?:final )?SmtpReply "
                                + Pattern.quote(declared),
                        Pattern.DOTALL)
                .matcher(source);
        assertThat(matcher.find()).as("Javadoc of %s", declared).isTrue();
        String text = matcher.group(1).replaceAll("\\R +\\* ?", " ").replaceAll(" @.*", "");
        return text.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|").trim();
    }

    private static String statesPage() {
        StringBuilder page = new StringBuilder("# States and commands\n\n" + NOTE);
        page.append("Which command is in order when (RFC 5321 section 4.1.4): an empty cell is executed, any other is ")
                .append("the reply. Ill-formed arguments are looked at only if the command is in order.\n\n");
        page.append("| command |");
        for (Phase phase : Phase.values()) {
            page.append(' ').append(phase.title()).append(" |");
        }
        page.append(" notes |\n|---|")
                .append("---|".repeat(Phase.values().length + 1))
                .append('\n');
        for (Verb verb : Verb.values()) {
            page.append("| ").append(verb).append(" |");
            for (Phase phase : Phase.values()) {
                SmtpReply reply = CommandOrder.cell(verb, phase);
                page.append(reply == null ? " |" : " " + reply.toString().trim() + " |");
            }
            page.append(' ').append(notes(verb)).append(" |\n");
        }
        page.append("\nBefore the cells, in this order: a command of the other protocol is `")
                .append(Replies.UNRECOGNIZED.toString().trim())
                .append("`; one whose time is over is `")
                .append(Replies.TLS_ACTIVE.toString().trim())
                .append("` or `")
                .append(Replies.ALREADY_AUTHENTICATED.toString().trim())
                .append("`; one whose extension is not offered is `")
                .append(Replies.EHLO_FIRST.toString().trim())
                .append("`, `")
                .append(Replies.ENCRYPTION_REQUIRED.toString().trim())
                .append("` (AUTH in clear) or `")
                .append(Replies.NOT_IMPLEMENTED.toString().trim())
                .append("`; one that has to wait is `")
                .append(Replies.TLS_REQUIRED.toString().trim())
                .append("` or `")
                .append(Replies.AUTHENTICATION_REQUIRED.toString().trim())
                .append(
                        "`.\n\nA command that is counted brings no message nearer; nor does a MAIL, or content, that is refused, or an AUTH that is "
                                + "answered 4xx. After so many in a row the session ends with `")
                .append(Replies.TOO_MANY_JUNK_COMMANDS.toString().trim())
                .append("`.\n");
        return page.toString();
    }

    private static String notes(Verb verb) {
        String flags = CommandOrder.flags(verb).stream()
                .map(flag -> switch (flag) {
                    case SMTP_ONLY -> "SMTP";
                    case LMTP_ONLY -> "LMTP";
                    case BEFORE_TLS -> "before required TLS";
                    case BEFORE_AUTH -> "before required AUTH";
                    case UNTIL_TLS -> "not under TLS";
                    case UNTIL_AUTH -> "not after AUTH";
                    case JUNK -> "counted";
                })
                .collect(Collectors.joining(", "));
        Extension extension = CommandOrder.extension(verb);
        return extension == null ? flags : extension + (flags.isEmpty() ? "" : ", " + flags);
    }
}
