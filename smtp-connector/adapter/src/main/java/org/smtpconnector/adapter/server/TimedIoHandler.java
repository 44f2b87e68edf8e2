package org.smtpconnector.adapter.server;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;

/**
 * Netty's handler of NIO, with timers that cost no time. A selector waits for whole milliseconds, and Netty's handler rounds the time until
 * the next timer to the nearest: in the last half millisecond before each timer the loop asks its selector again and again. Here the time is
 * rounded up, so that a timer is at most a millisecond late.
 */
final class TimedIoHandler implements IoHandler {

    private static final long HALF = 500_000;

    private final IoHandler nio;

    /** The context of the loop, which is the same in each run. */
    private RoundedUp context;

    private TimedIoHandler(IoHandler nio) {
        this.nio = nio;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory factory = NioIoHandler.newFactory();
        return executor -> new TimedIoHandler(factory.newHandler(executor));
    }

    static IoHandlerContext roundedUp(IoHandlerContext loop) {
        return new RoundedUp(loop);
    }

    /** The loop's context, in which a timer is due half a millisecond later: rounded to the nearest, that is rounded up. */
    private record RoundedUp(IoHandlerContext loop) implements IoHandlerContext {

        @Override
        public boolean canBlock() {
            return loop.canBlock();
        }

        @Override
        public long delayNanos(long now) {
            return later(loop.delayNanos(now));
        }

        @Override
        public long deadlineNanos() {
            return later(loop.deadlineNanos());
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return loop.shouldReportActiveIoTime();
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            loop.reportActiveIoTime(nanos);
        }

        /** Without a timer the delay is Long.MAX_VALUE and the deadline -1. */
        private static long later(long nanos) {
            return nanos <= 0 || nanos > Long.MAX_VALUE - HALF ? nanos : nanos + HALF;
        }
    }

    @Override
    public int run(IoHandlerContext loop) {
        if (context == null || context.loop() != loop) {
            context = new RoundedUp(loop);
        }
        return nio.run(context);
    }

    @Override
    public void initialize() {
        nio.initialize();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return nio.register(handle);
    }

    @Override
    public void wakeup() {
        nio.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return nio.isCompatible(type);
    }

    @Override
    public void prepareToDestroy() {
        nio.prepareToDestroy();
    }

    @Override
    public void destroy() {
        nio.destroy();
    }
}
