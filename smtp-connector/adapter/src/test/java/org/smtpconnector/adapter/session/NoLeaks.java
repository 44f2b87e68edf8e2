package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests if one of them has not released a buffer of Netty's, or an engine of BoringSSL. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();
    private static final Logger DETECTOR = Logger.getLogger(ResourceLeakDetector.class.getName());

    /** For an engine there is no listener: its leak is only logged. */
    private static final Handler LOGGED = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().equals(Level.SEVERE)) {
                LEAKS.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    public void beforeAll(ExtensionContext context) {
        // The build sets paranoid; here for runs of a single test in an IDE. It must come before the first buffer.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        DETECTOR.removeHandler(LOGGED);
        DETECTOR.addHandler(LOGGED);
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + ": " + records));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // A leak is found out when the buffer has been collected, and reported when the next one is allocated.
        for (int i = 0; i < 3; i++) {
            System.gc();
            System.runFinalization();
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        assertThat(LEAKS).isEmpty();
    }
}
