package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.session.SmtpApplication.Conversation;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.Verdict;

/**
 * The content of the message that one session receives: shown to the application if it wants that, and spooled; or refused. On
 * the session's event loop.
 */
public final class ReceivedBody {

    private static final Logger LOG = System.getLogger(ReceivedBody.class.getName());

    private final SmtpEngine engine;
    private final Conversation conversation;
    private final Questions questions;
    private final SessionEvents events;
    private final SpoolFactory spools;
    private final ByteBufAllocator allocator;

    /** Null if no body is being received, or if it was refused. */
    private Spool spool;

    /** What shows it to the application; null if it does not want to see it. */
    private BodyHooks hooks;

    /** Why a body is refused whose end has come; null if it is not. */
    private SmtpReply refusal;

    public ReceivedBody(
            SmtpEngine engine,
            Conversation conversation,
            Questions questions,
            SessionEvents events,
            SpoolFactory spools,
            ByteBufAllocator allocator) {
        this.engine = engine;
        this.conversation = conversation;
        this.questions = questions;
        this.events = events;
        this.spools = spools;
        this.allocator = allocator;
    }

    public SmtpEngine engine() {
        return engine;
    }

    /** A body begins. */
    public void open() {
        spool = spools.open(allocator);
        hooks = BodyHooks.of(this, conversation);
    }

    /** The next octets to be spooled are not the client's. */
    public void addedByServer(int octets) {
        if (spool != null) {
            spool.addedByServer(octets);
        }
    }

    /** A piece has come. */
    public void receive(ByteBuffer piece) {
        if (hooks != null) {
            hooks.body(piece);
        } else {
            keep(piece);
        }
    }

    /** Spools a piece, unless the body has been refused. */
    public void keep(ByteBuffer piece) {
        if (spool != null) {
            try {
                spool.write(piece);
            } catch (IOException e) {
                notKept(e);
            }
        }
    }

    /** Asks the application; to be called only while no question is open. */
    public HookResult ask(Function<Later, HookResult> question, Consumer<HookResult> then) {
        return questions.ask(null, question, then);
    }

    /** The end has come; what the application has not seen it is shown now. */
    public void end() {
        if (hooks != null) {
            hooks.end();
        }
    }

    /**
     * Gives the whole content away; to be called after {@link #end}, when no question is open.
     *
     * @return to be closed by the caller; null if the body has been refused
     */
    public Spool take() {
        if (spool != null) {
            try {
                spool.complete();
            } catch (IOException e) {
                notKept(e);
            }
        }
        Spool taken = spool;
        spool = null;
        hooks = null;
        return taken;
    }

    /** Why there was nothing to {@link #take}. */
    public SmtpReply takeRefusal() {
        SmtpReply taken = refusal;
        refusal = null;
        return taken;
    }

    private void notKept(IOException cause) {
        LOG.log(
                Level.WARNING,
                "Session " + engine.session().id() + ": a message could not be spooled and is refused with 452",
                cause);
        refuse(Replies.STORAGE_FULL);
    }

    /** The body is not wanted, or cannot be kept. If all of it has come, this answers the question for the message. */
    public void refuse(SmtpReply reply) {
        events.bodyRefused();
        discard();
        if (engine.isReceivingBody()) {
            engine.rejectBody(Verdict.refused(reply));
        } else {
            refusal = reply;
        }
    }

    /** Drops what there is. An open question can only be one about this body, or about one before. */
    public void discard() {
        questions.unwanted();
        if (hooks != null) {
            hooks.drop();
            hooks = null;
        }
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }
}
