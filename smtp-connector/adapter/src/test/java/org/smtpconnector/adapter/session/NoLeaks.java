package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests if one of them has not released a buffer of Netty's. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        // The build sets paranoid; here for runs of a single test in an IDE. It must come before the first buffer.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
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
