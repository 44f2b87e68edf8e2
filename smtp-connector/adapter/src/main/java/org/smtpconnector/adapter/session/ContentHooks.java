package org.smtpconnector.adapter.session;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.smtpconnector.adapter.session.SmtpApplication.ApplicationSession;
import org.smtpconnector.adapter.spool.ByteAccumulator;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Verdict;

/**
 * Shows one message to the beans while it comes in, on its way to the spool: its header, its content in pieces. Made only for a
 * message of which a bean overrides {@code onHeaders} or {@code onData}.
 *
 * <p>While a question is open, nothing goes to the spool and the engine is not given any input; the rest of the input at hand is held.
 * The octets that are held here belong to the same budget as those that spools hold on the heap: a message for which the budget has no
 * room is refused with 452.
 */
final class ContentHooks {

    /** The content that is being received. */
    interface Sink {

        /** Spools octets, unless the content has been refused. */
        void keep(ByteBuffer octets);

        /** The server, not the client, provides the next octets to spool. */
        void addedByServer(int octets);

        /** Refuses the content. */
        void refuse(Verdict verdict);

        /**
         * Asks about the header.
         *
         * @return the verdict; null if {@code then} is given it later
         */
        Verdict askAboutHeader(byte[] header, Consumer<Verdict> then);

        /**
         * Asks about a piece of the content.
         *
         * @return the verdict; null if {@code then} is given it later
         */
        Verdict askAboutData(byte[] chunk, Consumer<Verdict> then);
    }

    /** Octets of a piece, unless it is the last. */
    static final int CHUNK = 64 * 1024;

    private final Sink sink;
    private final ByteQuota memory;
    private final ByteAccumulator held = new ByteAccumulator();

    /** Null if the header is not wanted, or has been shown. */
    private HeaderCollector header;

    /** The octets that were spooled and not shown yet; null if they are not wanted. */
    private final ByteAccumulator data;

    /** Octets that were taken from the budget. */
    private long reserved;

    /** Octets that the beans are being shown. */
    private int shown;

    private boolean asking;
    private boolean ended;
    private boolean dropped;

    private ContentHooks(Sink sink, ByteQuota memory, boolean wantsHeaders, boolean wantsData) {
        this.sink = sink;
        this.memory = memory;
        this.header = wantsHeaders ? new HeaderCollector() : null;
        this.data = wantsData ? new ByteAccumulator() : null;
    }

    /** Makes the hooks for a message that begins; null if no bean wants to see it. */
    static ContentHooks of(Sink sink, ApplicationSession application, SpoolFactory spools) {
        boolean wantsHeaders = application.wantsHeaders();
        boolean wantsData = application.wantsData();
        return wantsHeaders || wantsData ? new ContentHooks(sink, spools.memory(), wantsHeaders, wantsData) : null;
    }

    /** Takes a piece, to the spool or until the open question is decided. */
    void receive(ByteBuffer piece) {
        if (asking) {
            held.append(piece);
        } else {
            read(piece);
            advance();
        }
        account();
    }

    /** The message has ended. The beans are shown the rest before they are asked to take it. */
    void end() {
        ended = true;
        advance();
    }

    /** The message is refused or taken, or its session is over. A question may stay open; its verdict does not matter. */
    void drop() {
        dropped = true;
        header = null;
        held.take();
        if (data != null) {
            data.take();
        }
        account();
    }

    /** Takes from the budget what is held now, or gives back what is not held any more. */
    private void account() {
        long needed = dropped
                ? 0
                : shown
                        + ReceiveBuffers.BODY // a read of the socket that has to wait
                        + held.capacity()
                        + (header == null ? 0 : header.capacity())
                        + (data == null ? 0 : data.capacity());
        if (needed < reserved) {
            memory.release(reserved - needed);
            reserved = needed;
        } else if (needed > reserved && memory.reserve(needed - reserved)) {
            reserved = needed;
        } else if (needed > reserved) {
            sink.refuse(Verdict.refused(Replies.STORAGE_FULL));
        }
    }

    private void read(ByteBuffer piece) {
        if (header == null) {
            spool(piece);
            return;
        }
        boolean complete = header.read(piece);
        spool(header.passOn());
        if (complete && !dropped) {
            held.append(piece);
            askAboutHeader();
        }
    }

    private void spool(ByteBuffer octets) {
        if (data != null) {
            data.append(octets.duplicate());
        }
        sink.keep(octets);
    }

    /** Goes on as far as that is possible without a verdict. */
    private void advance() {
        while (!asking && !dropped) {
            if (data != null && data.size() >= CHUNK) {
                askAboutData();
            } else if (held.size() > 0) {
                read(ByteBuffer.wrap(held.take()));
            } else if (ended && header != null) {
                askAboutHeader();
            } else if (ended && data != null && data.size() > 0) {
                askAboutData();
            } else {
                return;
            }
        }
    }

    private void askAboutHeader() {
        HeaderCollector collected = header;
        byte[] octets = collected.take();
        header = null;
        if (!isRoomFor(octets)) {
            return;
        }
        Consumer<Verdict> then = verdict -> {
            HeaderFields added =
                    verdict.result() instanceof HookResult.AddHeader addHeader ? addHeader.fields() : HeaderFields.NONE;
            ByteBuffer fields = collected.toAdd(added);
            sink.addedByServer(fields.remaining());
            spool(fields);
            spool(collected.emptyLine());
        };
        decidedAtOnce(sink.askAboutHeader(octets, verdict -> decidedLater(verdict, then)), then);
    }

    private void askAboutData() {
        byte[] octets = data.take(CHUNK);
        if (!isRoomFor(octets)) {
            return;
        }
        Consumer<Verdict> then = verdict -> {};
        decidedAtOnce(sink.askAboutData(octets, verdict -> decidedLater(verdict, then)), then);
    }

    /** Tells whether the octets may be shown to the beans; if not, the message is refused. */
    private boolean isRoomFor(byte[] octets) {
        asking = true;
        shown = octets.length;
        account();
        return !dropped;
    }

    /** @param verdict null if it comes later */
    private void decidedAtOnce(Verdict verdict, Consumer<Verdict> accepted) {
        if (verdict != null) {
            decided(verdict, accepted);
        }
    }

    private void decidedLater(Verdict verdict, Consumer<Verdict> accepted) {
        decided(verdict, accepted);
        advance();
        account();
    }

    private void decided(Verdict verdict, Consumer<Verdict> accepted) {
        asking = false;
        shown = 0;
        if (dropped) {
            return;
        }
        if (verdict.refusal() == null) {
            accepted.accept(verdict);
        } else {
            sink.refuse(verdict);
        }
    }
}
