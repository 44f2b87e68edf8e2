package org.smtpconnector.inbox.rest;

import java.util.List;

/**
 * The dialogue of a session.
 *
 * @param complete whether nothing was left out
 */
public record TranscriptView(boolean complete, List<Line> lines) {

    /**
     * A line.
     *
     * @param from client, server, or note for a remark
     */
    public record Line(String from, String text) {}

    /** Reads a transcript of the connector's journal. */
    static TranscriptView of(String transcript) {
        List<Line> lines = transcript.lines().map(TranscriptView::line).toList();
        boolean complete = lines.stream()
                .noneMatch(line -> line.from().equals("note") && line.text().contains("left out"));
        return new TranscriptView(complete, lines);
    }

    private static Line line(String line) {
        if (line.startsWith("C: ")) {
            return new Line("client", line.substring(3));
        }
        if (line.startsWith("S: ")) {
            return new Line("server", line.substring(3));
        }
        return new Line("note", line);
    }
}
