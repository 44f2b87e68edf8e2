package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/** The grammar of reverse-paths and forward-paths (RFC 5321 section 4.1.2). */
final class PathParser {

    /** RFC 5321 section 4.5.3.1.1. */
    private static final int MAX_LOCAL_PART = 64;

    private PathParser() {}

    /** {@code Reverse-path = Path / "<>"}. */
    static SmtpAddress reversePath(Cursor cursor) throws SyntaxException {
        require(cursor.take('<'), Replies.BAD_SENDER);
        if (cursor.take('>')) {
            return SmtpAddress.NULL;
        }
        SmtpAddress mailbox = routedMailbox(cursor, Replies.BAD_SENDER);
        require(cursor.take('>'), Replies.BAD_SENDER);
        return mailbox;
    }

    /** {@code Forward-path = Path}, or {@code <Postmaster>} (RFC 5321 section 4.1.1.3: without a domain, in whatever case). */
    static SmtpAddress forwardPath(Cursor cursor) throws SyntaxException {
        require(cursor.take('<'), Replies.BAD_RECIPIENT);
        int start = cursor.position();
        if (cursor.takeIgnoringCase("postmaster")) {
            String postmaster = cursor.since(start);
            if (cursor.take('>')) {
                return new SmtpAddress(postmaster, "");
            }
            cursor.reset(start);
        }
        SmtpAddress mailbox = routedMailbox(cursor, Replies.BAD_RECIPIENT);
        require(cursor.take('>'), Replies.BAD_RECIPIENT);
        return mailbox;
    }

    /** Whether an address, wherever it comes from, would be taken as a forward-path just as it is. */
    static boolean isForwardPath(SmtpAddress address) {
        Cursor cursor = new Cursor("<" + address + '>', 0);
        try {
            return forwardPath(cursor).equals(address) && cursor.atEnd();
        } catch (SyntaxException e) {
            return false;
        }
    }

    /** {@code [ A-d-l ":" ] Mailbox}: the route is checked and ignored (RFC 5321 section 4.1.1.3 and appendix C). */
    private static SmtpAddress routedMailbox(Cursor cursor, SmtpReply otherwise) throws SyntaxException {
        if (cursor.peek() == '@') {
            do {
                require(cursor.take('@'), otherwise);
                require(Domains.isDomain(domain(cursor)), otherwise);
            } while (cursor.take(','));
            require(cursor.take(':'), otherwise);
        }
        return mailbox(cursor, otherwise);
    }

    /** {@code Mailbox = Local-part "@" ( Domain / address-literal )}. */
    private static SmtpAddress mailbox(Cursor cursor, SmtpReply otherwise) throws SyntaxException {
        int start = cursor.position();
        if (cursor.peek() == '"') {
            quotedString(cursor, otherwise);
        } else {
            dotString(cursor, otherwise);
        }
        String localPart = cursor.since(start);
        require(localPart.length() <= MAX_LOCAL_PART && cursor.take('@'), otherwise);
        String domain = domain(cursor);
        require(Domains.isDomainOrLiteral(domain), otherwise);
        return new SmtpAddress(localPart, domain);
    }

    /** {@code Dot-string = Atom *("." Atom)}. */
    private static void dotString(Cursor cursor, SmtpReply otherwise) throws SyntaxException {
        do {
            int start = cursor.position();
            while (isAtext(cursor.peek())) {
                cursor.advance();
            }
            require(cursor.position() > start, otherwise);
        } while (cursor.take('.'));
    }

    /** {@code Quoted-string = DQUOTE *QcontentSMTP DQUOTE}; a backslash quotes any printable character. */
    private static void quotedString(Cursor cursor, SmtpReply otherwise) throws SyntaxException {
        cursor.advance();
        while (!cursor.take('"')) {
            cursor.take('\\');
            char c = cursor.peek();
            require(c >= ' ' && c <= '~', otherwise);
            cursor.advance();
        }
    }

    /** What stands where a domain or a literal is expected, still to be checked. */
    private static String domain(Cursor cursor) {
        int start = cursor.position();
        if (cursor.peek() == '[') {
            cursor.takeUntil(']');
            cursor.take(']');
        } else {
            while (Domains.isLetterOrDigit(cursor.peek()) || cursor.peek() == '-' || cursor.peek() == '.') {
                cursor.advance();
            }
        }
        return cursor.since(start);
    }

    /** RFC 5322 section 3.2.3. */
    private static boolean isAtext(char c) {
        return Domains.isLetterOrDigit(c) || (c != 0 && "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0);
    }

    private static void require(boolean condition, SmtpReply otherwise) throws SyntaxException {
        if (!condition) {
            throw new SyntaxException(otherwise);
        }
    }
}
