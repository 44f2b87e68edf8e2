package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.internal.InternalThreadLocalMap;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread rule: nothing of ours stays on a thread that is not ours, and no thread is made. */
class EventLoopsTest {

    /** The container's pool, whose threads outlive every adapter. */
    private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);

    @TempDir
    Path directory;

    /** A thread inherits the class loaders of whoever makes it: these are the container's, made by nobody of ours. */
    @BeforeEach
    void startThePool() {
        pool.prestartAllCoreThreads();
    }

    @AfterEach
    void endThePool() {
        pool.shutdownNow();
    }

    @Test
    void eachLoopIsOneTaskWithTheAdaptersClassLoader() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        EventLoops loops = new EventLoops(3, task -> {
            tasks.incrementAndGet();
            pool.execute(task);
        });
        assertThat(loops.isLive(Duration.ofSeconds(10))).isTrue();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        loops.next().execute(() -> {
            loader.set(Thread.currentThread().getContextClassLoader());
            ran.countDown();
        });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loader).hasValue(EventLoops.class.getClassLoader());
        loops.close();
        assertThat(loops.isLive(Duration.ofSeconds(1))).isFalse();
        assertThat(tasks).hasValue(3);
    }

    @Test
    void theThreadsAreLeftAsTheyWere() throws Exception {
        ClassLoader applications = new URLClassLoader(new URL[0], null);
        onEveryThread(() -> Thread.currentThread().setContextClassLoader(applications));
        EventLoops loops = new EventLoops(4, pool);
        assertThat(loops.isLive(Duration.ofSeconds(10))).isTrue();
        loops.close();
        Awaitility.await().until(() -> pool.getActiveCount() == 0);
        onEveryThread(() -> {
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(applications);
            assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        });
    }

    @Test
    void aBusyLoopIsNotLive() throws Exception {
        EventLoops loops = new EventLoops(1, pool);
        CountDownLatch end = new CountDownLatch(1);
        loops.next().execute(() -> awaitQuietly(end));
        assertThat(loops.isLive(Duration.ofMillis(50))).isFalse();
        end.countDown();
        assertThat(loops.isLive(Duration.ofSeconds(10))).isTrue();
        loops.close();
    }

    @Test
    void ifOneLoopCannotStartNoneRuns() {
        AtomicInteger starts = new AtomicInteger();
        assertThatThrownBy(() -> new EventLoops(3, task -> {
                    if (starts.incrementAndGet() == 3) {
                        throw new RejectedExecutionException("no thread is free");
                    }
                    pool.execute(task);
                }))
                .isInstanceOf(RejectedExecutionException.class);
        Awaitility.await().until(() -> pool.getActiveCount() == 0);
    }

    /**
     * An adapter in a class loader of its own, as in a container: it starts, takes mail, and is undeployed. Then its class
     * loader must be free, while the threads that ran its loops and deliveries, and the one that deployed it, live on.
     */
    @Test
    void theClassLoaderOfAnUndeployedAdapterIsFree() throws Exception {
        Set<Thread> before = threads();
        ExecutorService deployer = Executors.newSingleThreadExecutor();
        try {
            Future<WeakReference<ClassLoader>> deployed = deployer.submit(this::deployUseAndUndeploy);
            WeakReference<ClassLoader> adapter = deployed.get(60, TimeUnit.SECONDS);
            Set<Thread> after = threads();
            assertThat(after).filteredOn(thread -> !before.contains(thread)).allMatch(thread -> thread.getName()
                    .startsWith("pool-"));
            forgetTheLastRecord();
            Awaitility.await().until(() -> {
                System.gc();
                return adapter.get() == null;
            });
        } finally {
            deployer.shutdown();
        }
    }

    /**
     * JDK 17 keeps the class of the last record whose equals, hashCode or toString was called for the first time, and so
     * its class loader (java.lang.runtime.ObjectMethods): at most one in the whole process. It is not what is looked for
     * here; another record takes its place.
     */
    private static void forgetTheLastRecord() {
        record Last(String component) {}
        Last last = new Last("");
        assertThat(last).isEqualTo(new Last("")).hasSameHashCodeAs(new Last("")).hasToString("Last[component=]");
    }

    /** A copy: the map itself holds the stack traces, and so the classes that a thread was just leaving. */
    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    private WeakReference<ClassLoader> deployUseAndUndeploy() throws Exception {
        // Without BoringSSL: when its library is unloaded, it takes the methods from the classes of the same name that
        // it finds,
        // and those are this class loader's. In an archive they have another name.
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("netty-tcnative"))
                .map(EventLoopsTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> scenario = loader.loadClass("org.smtpconnector.adapter.server.DeployedAdapter");
            assertThat(scenario.getClassLoader()).isSameAs(loader);
            try {
                scenario.getMethod("run", ExecutorService.class, Path.class).invoke(null, pool, directory);
            } catch (InvocationTargetException e) {
                // Its classes are others than ours.
                throw new AssertionError(e.getCause().toString());
            }
            return new WeakReference<>(loader);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void onEveryThread(Runnable task) throws Exception {
        CountDownLatch together = new CountDownLatch(pool.getCorePoolSize());
        List<Future<Object>> results = pool.invokeAll(java.util.Collections.nCopies(pool.getCorePoolSize(), () -> {
            together.countDown();
            awaitQuietly(together);
            task.run();
            return null;
        }));
        for (Future<Object> result : results) {
            result.get();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
