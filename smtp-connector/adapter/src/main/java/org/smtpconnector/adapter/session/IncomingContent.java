package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.ApplicationSession;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * The content of the message that one session receives: shown to the beans if they override a hook for it, and spooled; or refused. For
 * use on the session's event loop.
 */
final class IncomingContent implements ContentHooks.Sink {

    /** The session that receives the content. */
    interface Owner {

        /** Returns the session as it is now. */
        SessionSnapshot snapshot();

        /** Returns the mail transaction as it is now. */
        SmtpTransaction transaction();

        /**
         * Asks the application; called only while no question is open.
         *
         * @return the verdict; null if {@code then} is given it later
         */
        Verdict ask(Function<VerdictCallback, Verdict> asking, Consumer<Verdict> then);

        /** The verdict about the open question does not matter any more. */
        void unwanted();

        /**
         * Has the engine refuse the content that is being received.
         *
         * @return false if the content has come to its end already
         */
        boolean rejectContent(Verdict refusal);

        /** Tells of a content that could not be kept. */
        void contentLost(String what, Throwable cause);
    }

    private final Owner owner;
    private final ApplicationSession application;
    private final SpoolFactory spools;
    private final ByteBufAllocator allocator;

    /** Null if no content is being received, or if the content was refused. */
    private Spool spool;

    /** Shows the content to the beans; null if they do not want to see it. */
    private ContentHooks hooks;

    /** The refusal of a content whose end has come; null if it is not refused. */
    private Verdict refusal;

    IncomingContent(Owner owner, ApplicationSession application, SpoolFactory spools, ByteBufAllocator allocator) {
        this.owner = owner;
        this.application = application;
        this.spools = spools;
        this.allocator = allocator;
    }

    /** A content begins. */
    void open() {
        spool = spools.open(allocator);
        hooks = ContentHooks.of(this, application, spools);
    }

    /** A piece has come. */
    void receive(ByteBuffer piece) {
        if (hooks != null) {
            hooks.receive(piece);
        } else {
            keep(piece);
        }
    }

    /** The end has come; the beans are shown now what they have not seen. */
    void end() {
        if (hooks != null) {
            hooks.end();
        }
    }

    /**
     * Gives the whole content away; to be called after {@link #end}, when no question is open.
     *
     * @return to be closed by the caller; null if the content was refused
     */
    Spool take() {
        if (spool != null) {
            try {
                spool.complete();
            } catch (IOException e) {
                notKept(e);
            }
        }
        Spool taken = spool;
        spool = null;
        dropHooks();
        return taken;
    }

    /** Returns the refusal because of which there was nothing to {@link #take}. */
    Verdict takeRefusal() {
        Verdict taken = refusal;
        refusal = null;
        return taken;
    }

    /** Drops the content. An open question can only be one about this content, or about a message before. */
    void discard() {
        owner.unwanted();
        dropHooks();
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }

    private void dropHooks() {
        if (hooks != null) {
            hooks.drop();
            hooks = null;
        }
    }

    @Override
    public void addedByServer(int octets) {
        if (spool != null) {
            spool.addedByServer(octets);
        }
    }

    @Override
    public void keep(ByteBuffer piece) {
        if (spool != null) {
            try {
                spool.write(piece);
            } catch (IOException e) {
                notKept(e);
            }
        }
    }

    private void notKept(IOException cause) {
        owner.contentLost("a message could not be spooled and is refused with 452", cause);
        refuse(Verdict.refused(Replies.STORAGE_FULL));
    }

    @Override
    public void refuse(Verdict verdict) {
        discard();
        if (!owner.rejectContent(verdict)) {
            refusal = verdict; // all of the content has come: the verdict about the message says so
        }
    }

    @Override
    public Verdict askAboutHeader(byte[] header, Consumer<Verdict> then) {
        return owner.ask(
                callback -> application.headers(owner.snapshot(), owner.transaction(), header, callback), then);
    }

    @Override
    public Verdict askAboutData(byte[] chunk, Consumer<Verdict> then) {
        return owner.ask(callback -> application.data(owner.snapshot(), owner.transaction(), chunk, callback), then);
    }
}
