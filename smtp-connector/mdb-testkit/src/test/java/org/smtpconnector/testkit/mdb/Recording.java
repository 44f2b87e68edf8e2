package org.smtpconnector.testkit.mdb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/** A bean that notes what it is called with. Several beans of a test may note into one list. */
class Recording implements SmtpMessageListener {

    final String name;
    private final List<String> notes;

    Recording(String name) {
        this(name, new CopyOnWriteArrayList<>());
    }

    Recording(String name, List<String> notes) {
        this.name = name;
        this.notes = notes;
    }

    final void note(String text) {
        notes.add(name + '.' + text);
    }

    final List<String> notes() {
        return notes;
    }

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        note("onMessage " + message.recipients());
    }
}
