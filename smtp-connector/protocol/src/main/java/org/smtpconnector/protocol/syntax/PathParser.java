package org.smtpconnector.protocol.syntax;

import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Replies;

/** Reads the grammar of one reverse-path or forward-path (RFC 5321 section 4.1.2, RFC 6531 section 3.3). */
public final class PathParser {

    /** RFC 5321 section 4.5.3.1.1; octets, also for UTF-8. */
    private static final int MAX_LOCAL_PART = 64;

    private final Cursor cursor;
    private final boolean utf8;
    private final boolean bare;
    private final SmtpReply otherwise;

    /**
     * Makes a parser of the path that comes next.
     *
     * @param utf8 whether characters beyond ASCII are known here
     * @param bare whether a path may lack its angle brackets
     * @param otherwise the reply if there is no well-formed path
     */
    PathParser(Cursor cursor, boolean utf8, boolean bare, SmtpReply otherwise) {
        this.cursor = cursor;
        this.utf8 = utf8;
        this.bare = bare;
        this.otherwise = otherwise;
    }

    /** Reads {@code Reverse-path = Path / "<>"}. */
    SmtpAddress reversePath() throws SyntaxException {
        int start = cursor.position();
        if (cursor.take('<') && cursor.take('>')) {
            return SmtpAddress.NULL;
        }
        cursor.reset(start);
        return path();
    }

    /** Reads {@code Forward-path = Path}, or {@code <Postmaster>} (RFC 5321 section 4.1.1.3: without a domain, in whatever case). */
    SmtpAddress forwardPath() throws SyntaxException {
        int start = cursor.position();
        if (cursor.take('<') && cursor.takeIgnoringCase("postmaster")) {
            String postmaster = cursor.since(start + 1);
            if (cursor.take('>')) {
                return new SmtpAddress(postmaster, "");
            }
        }
        cursor.reset(start);
        return path();
    }

    /** Returns whether an address, wherever it comes from, would be taken as a forward-path just as it is. */
    public static boolean isForwardPath(SmtpAddress address, boolean utf8) {
        Cursor cursor = new Cursor("<" + address + '>', 0);
        try {
            return new PathParser(cursor, utf8, false, Replies.BAD_RECIPIENT)
                            .forwardPath()
                            .equals(address)
                    && cursor.atEnd();
        } catch (SyntaxException e) {
            return false;
        }
    }

    /** Reads {@code Path = "<" [ A-d-l ":" ] Mailbox ">"}. */
    private SmtpAddress path() throws SyntaxException {
        boolean bracketed = cursor.take('<');
        require(bracketed || bare);
        route();
        SmtpAddress mailbox = mailbox();
        require(!bracketed || cursor.take('>'));
        return mailbox;
    }

    /** Reads {@code [ A-d-l ":" ]}: checked and ignored (RFC 5321 section 4.1.1.3 and appendix C). */
    private void route() throws SyntaxException {
        if (cursor.peek() == '@') {
            do {
                require(cursor.take('@'));
                require(DomainGrammar.isDomain(domain(), utf8));
            } while (cursor.take(','));
            require(cursor.take(':'));
        }
    }

    /** Reads {@code Mailbox = Local-part "@" ( Domain / address-literal )}. */
    private SmtpAddress mailbox() throws SyntaxException {
        int start = cursor.position();
        if (cursor.take('"')) {
            quotedString();
        } else {
            dotString();
        }
        String localPart = cursor.since(start);
        require(Ascii.fits(localPart, MAX_LOCAL_PART) && cursor.take('@'));
        String domain = domain();
        require(DomainGrammar.isDomain(domain, utf8) || DomainGrammar.isLiteral(domain));
        return new SmtpAddress(localPart, domain);
    }

    /** Reads {@code Dot-string = Atom *("." Atom)}. */
    private void dotString() throws SyntaxException {
        do {
            int start = cursor.position();
            while (isAtext(cursor.peek())) {
                cursor.advance();
            }
            require(cursor.position() > start);
        } while (cursor.take('.'));
    }

    /** Reads {@code *QcontentSMTP DQUOTE}, behind the first quote; a backslash quotes any printable character. */
    private void quotedString() throws SyntaxException {
        while (!cursor.take('"')) {
            cursor.take('\\');
            char c = cursor.peek();
            require((c >= ' ' && c <= '~') || isUtf8(c));
            cursor.advance();
        }
    }

    /** Reads the text where a domain or a literal is expected; the caller checks it. */
    private String domain() {
        int start = cursor.position();
        if (cursor.peek() == '[') {
            cursor.takeUntil(']');
            cursor.take(']');
        } else {
            while (isDomainCharacter(cursor.peek())) {
                cursor.advance();
            }
        }
        return cursor.since(start);
    }

    private boolean isDomainCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '.' || isUtf8(c);
    }

    /** Returns whether the character is {@code atext} (RFC 5322 section 3.2.3). */
    private boolean isAtext(char c) {
        return Ascii.isLetterOrDigit(c) || (c != 0 && "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0) || isUtf8(c);
    }

    /** Returns whether the character is {@code UTF8-non-ascii} (RFC 6531 section 3.3); C1 controls are not (RFC 5198 section 2). */
    private boolean isUtf8(char c) {
        return utf8 && c > 0x9F;
    }

    private void require(boolean condition) throws SyntaxException {
        if (!condition) {
            throw new SyntaxException(otherwise);
        }
    }
}
