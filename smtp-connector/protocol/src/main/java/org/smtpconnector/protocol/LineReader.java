package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.protocol.syntax.LineDecoder;
import org.smtpconnector.protocol.syntax.SecretRedactor;
import org.smtpconnector.protocol.syntax.Verb;

/** Reads lines, shows them to the observer, and hands them to the command handler, or to an exchange of AUTH. */
final class LineReader {

    private final EngineControl engine;
    private final EngineSettings settings;
    private final CommandHandler commands;
    private final AuthHandler auth;
    private final LineDecoder lines;
    private final SecretRedactor redactor = new SecretRedactor();

    LineReader(EngineControl engine, EngineSettings settings, CommandHandler commands, AuthHandler auth) {
        this.engine = engine;
        this.settings = settings;
        this.commands = commands;
        this.auth = auth;
        this.lines = new LineDecoder(settings.leniencies().contains(Leniency.BARE_LF_ENDS_COMMAND));
    }

    /** Reads to the end of a line, or of the input. */
    void read(ByteBuffer in) {
        int limit = auth.isActive() ? EngineSettings.MAX_AUTH_LINE : settings.maxLine();
        LineDecoder.Result found = lines.decode(in, limit);
        if (found == LineDecoder.Result.MORE) {
            return;
        }
        if (engine.observer().wantsLines()) {
            engine.observer().line(shown(found));
        }
        boolean isCommand = found == LineDecoder.Result.LINE && !auth.isActive();
        if (!isCommand && lines.beforeContent() == Verb.BDAT) {
            // RFC 3030 section 2: a chunk follows that cannot be skipped, and that must not be run as commands.
            engine.replyError(Replies.BAD_CHUNK);
            return;
        }
        hand(found);
    }

    private void hand(LineDecoder.Result found) {
        LineHandler handler = auth.isActive() ? auth : commands;
        if (found == LineDecoder.Result.LINE) {
            handler.line(lines.line(), lines.octets());
            return;
        }
        engine.executing(lines.beforeContent()); // an unreadable DATA is a refused DATA
        if (found == LineDecoder.Result.TOO_LONG) {
            handler.tooLong();
        } else {
            handler.unreadable(Replies.ILL_FORMED_LINE);
        }
    }

    private String shown(LineDecoder.Result found) {
        return switch (found) {
            case LINE -> auth.isActive() ? redactor.response(lines.line()) : redactor.command(lines.line());
            case TOO_LONG -> redactor.unreadable("<a line that is too long>");
            case ILL_FORMED -> redactor.unreadable("<a line that is ill-formed>");
            case MORE -> throw new IllegalStateException("No line yet");
        };
    }
}
