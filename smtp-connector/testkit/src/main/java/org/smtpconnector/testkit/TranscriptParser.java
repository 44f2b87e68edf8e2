package org.smtpconnector.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the format that {@link Transcript} describes. */
final class TranscriptParser {

    private final String source;
    private final List<Transcript> transcripts = new ArrayList<>();

    private final Map<String, String> commonOptions = new LinkedHashMap<>();
    private final List<Step> commonSteps = new ArrayList<>();

    private String title;
    private int titleLine;
    private Map<String, String> options = commonOptions;
    private List<Step> steps = commonSteps;
    private Octets message;
    private int messageLine;

    TranscriptParser(String source) {
        this.source = source;
    }

    List<Transcript> parse(String text) {
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                line(i + 1, lines[i]);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(source + ':' + (i + 1) + ": not understood: " + lines[i], e);
            }
        }
        endTranscript();
        return transcripts;
    }

    private void line(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("===")) {
            endTranscript();
            title = line.substring(3).trim();
            titleLine = number;
            options = new LinkedHashMap<>(commonOptions);
            steps = new ArrayList<>(commonSteps);
            return;
        }
        if (line.startsWith("TLS:")) {
            endMessage();
            steps.add(new Step.Secure(number));
            return;
        }
        char kind = line.charAt(0);
        if (line.charAt(1) != ':' && !line.equals("M-")) {
            throw new IllegalArgumentException(line);
        }
        String rest = line.length() > 3 ? line.substring(3) : "";
        if (kind == 'M' || kind == 'N') {
            content(number, line, rest);
            return;
        }
        endMessage();
        switch (kind) {
            case 'C' -> steps.add(new Step.Send(number, Octets.parse(rest).plus(Octets.CRLF)));
            case 'R' -> steps.add(new Step.Send(number, Octets.parse(rest)));
            case 'S' -> steps.add(new Step.Expect(number, rest));
            case 'E' -> steps.add(new Step.ExpectClose(number));
            case 'W' -> steps.add(new Step.Wait(number));
            case 'A' -> steps.add(new Step.Decide(number, Decision.parse(rest)));
            case 'O' -> {
                String[] words = rest.split(" ", 2);
                options.put(words[0], words[1].trim());
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void content(int number, String line, String rest) {
        if (line.equals("M-")) {
            endMessage();
            return;
        }
        if (message == null) {
            message = Octets.NONE;
            messageLine = number;
        }
        message = message.plus(Octets.parse(rest)).plus(line.charAt(0) == 'M' ? Octets.CRLF : Octets.NONE);
    }

    private void endMessage() {
        if (message != null) {
            steps.add(new Step.Deliver(messageLine, message));
            message = null;
        }
    }

    private void endTranscript() {
        endMessage();
        if (title != null) {
            transcripts.add(new Transcript(title, source + ':' + titleLine, options, steps));
        }
    }
}
