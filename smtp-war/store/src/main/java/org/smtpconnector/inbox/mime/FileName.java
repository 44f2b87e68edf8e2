package org.smtpconnector.inbox.mime;

/** Makes a file's name out of what a sender calls an attachment. */
final class FileName {

    private static final int MAX_LENGTH = 150;

    private FileName() {}

    /**
     * Gives a name without folders, control characters, characters that turn the direction of writing (so that
     * {@code exe.png} may be {@code gnp.exe}), and those that a file system or a header field gives a meaning.
     *
     * @param given may be null
     * @param path of the part, for a name of its own if nothing is left
     */
    static String of(String given, String path) {
        String text = given == null ? "" : given;
        String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        last.codePoints().filter(FileName::isAllowed).forEach(name::appendCodePoint);
        while (!name.isEmpty() && (name.charAt(0) == '.' || name.charAt(0) == ' ')) {
            name.deleteCharAt(0);
        }
        String clean = name.toString().strip();
        return clean.isEmpty() ? "part-" + path : shortened(clean);
    }

    private static boolean isAllowed(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && "<>:\"|?*%;".indexOf(c) < 0;
    }

    /** Cut in the middle: the end says what it is. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= MAX_LENGTH) {
            return name;
        }
        int half = MAX_LENGTH / 2;
        return name.substring(0, name.offsetByCodePoints(0, half))
                + '…'
                + name.substring(name.offsetByCodePoints(name.length(), -half));
    }
}
