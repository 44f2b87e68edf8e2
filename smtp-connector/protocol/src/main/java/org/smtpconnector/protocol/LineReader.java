package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.protocol.syntax.LineDecoder;
import org.smtpconnector.protocol.syntax.SecretRedactor;

/** Reads lines, shows them to the observer, and hands them to the command handler, or to an exchange of AUTH. */
final class LineReader {

    private final EngineSettings settings;
    private final SmtpObserver observer;
    private final CommandHandler commands;
    private final AuthHandler auth;
    private final LineDecoder lines;
    private final SecretRedactor redaction = new SecretRedactor();

    LineReader(EngineSettings settings, SmtpObserver observer, CommandHandler commands, AuthHandler auth) {
        this.settings = settings;
        this.observer = observer;
        this.commands = commands;
        this.auth = auth;
        this.lines = new LineDecoder(settings.leniencies().contains(Leniency.BARE_LF_ENDS_COMMAND));
    }

    /** Reads to the end of a line, or of the input. */
    void read(ByteBuffer in) {
        LineHandler handler = auth.isActive() ? auth : commands;
        int limit = auth.isActive() ? EngineSettings.MAX_AUTH_LINE : settings.maxLine();
        LineDecoder.Result found = lines.decode(in, limit);
        if (found != LineDecoder.Result.MORE && observer.wantsLines()) {
            observer.line(shown(found));
        }
        switch (found) {
            case LINE -> handler.line(lines.line(), lines.octets());
            case TOO_LONG -> handler.tooLong();
            case ILL_FORMED -> handler.unreadable(Replies.ILL_FORMED_LINE);
            case MORE -> {}
        }
    }

    private String shown(LineDecoder.Result found) {
        return switch (found) {
            case LINE -> auth.isActive() ? redaction.response(lines.line()) : redaction.command(lines.line());
            case TOO_LONG -> redaction.unreadable("<a line that is too long>");
            case ILL_FORMED -> redaction.unreadable("<a line that is ill-formed>");
            case MORE -> throw new IllegalStateException("No line yet");
        };
    }
}
