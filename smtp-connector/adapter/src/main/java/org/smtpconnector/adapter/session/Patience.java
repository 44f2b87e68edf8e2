package org.smtpconnector.adapter.session;

import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.protocol.SmtpEngine;

/** How long the client of a session may take for what it is to do next (RFC 5321 section 4.5.3.2.7). On its event loop. */
public final class Patience {

    private final PeerTimer timer;
    private final Times times;
    private final SmtpEngine engine;

    public Patience(PeerTimer timer, Times times, SmtpEngine engine) {
        this.timer = timer;
        this.times = times;
        this.engine = engine;
    }

    /** The client has to introduce itself. */
    public void expectIntroduction() {
        timer.expect(times.greeting());
    }

    /** What the client is to do next begins now: all but its introduction, which has one time for all that it says. */
    public void expectNext() {
        if (engine.isReadingBody()) {
            timer.expect(times.data());
        } else if (engine.isGreeted()) {
            timer.expect(times.command());
        }
    }

    /** A part of a body has come. */
    public void part(int octets) {
        timer.part(times.enoughFor(octets));
    }

    /** The limit that a client has reached who is late now. */
    public Limit late() {
        if (engine.isReadingBody()) {
            return Limit.DATA_TIME;
        }
        return engine.isGreeted() ? Limit.COMMAND_TIME : Limit.GREETING_TIME;
    }
}
