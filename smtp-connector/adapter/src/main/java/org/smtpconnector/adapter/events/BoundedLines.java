package org.smtpconnector.adapter.events;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lines of text within bounds: the first lines and the last lines are kept, those in the middle of many are left out. */
final class BoundedLines {

    private final int maxHead;
    private final int maxTail;
    private final StringBuilder head = new StringBuilder();

    /** Made when the head is full. */
    private Deque<String> tail;

    private int tailLength;
    private int left;

    /** The index at which the last line of the head begins. */
    private int last;

    BoundedLines(int maxHead, int maxTail) {
        this.maxHead = maxHead;
        this.maxTail = maxTail;
    }

    void add(String line) {
        if (tail == null && head.length() + line.length() < maxHead) {
            last = head.length();
            head.append(line).append('\n');
            return;
        }
        if (tail == null) {
            tail = new ArrayDeque<>();
        }
        tail.addLast(line);
        tailLength += line.length() + 1;
        while (tailLength > maxTail && tail.size() > 1) {
            tailLength -= tail.removeFirst().length() + 1;
            left++;
        }
    }

    /** Takes the last line back; null if there is none. */
    String removeLast() {
        if (tail != null && !tail.isEmpty()) {
            String line = tail.removeLast();
            tailLength -= line.length() + 1;
            return line;
        }
        if (head.length() == 0) {
            return null;
        }
        String line = head.substring(last, head.length() - 1);
        head.setLength(last);
        return line;
    }

    void clear() {
        head.setLength(0);
        tail = null;
        tailLength = 0;
        left = 0;
        last = 0;
    }

    void appendTo(StringBuilder text) {
        text.append(head);
        if (left > 0) {
            text.append("<").append(left).append(" lines are left out>\n");
        }
        if (tail != null) {
            tail.forEach(line -> text.append(line).append('\n'));
        }
    }
}
