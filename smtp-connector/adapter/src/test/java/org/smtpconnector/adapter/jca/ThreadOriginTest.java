package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool's thread outlives the adapter that was on the stack when the thread was created. */
class ThreadOriginTest {

    /** Creates a thread, as a pool does when it is given a task. */
    @SuppressWarnings("unused") // by name, in another class loader
    private static final class Creator implements UnaryOperator<Object> {

        @Override
        public Object apply(Object task) {
            Thread[] created = new Thread[1];
            ThreadOrigin.hide(() -> created[0] = new Thread((Runnable) task));
            return created[0];
        }
    }

    /** The loader of an adapter: it has classes of its own of the names that the test's loader has. */
    private static final class AdapterLoader extends ClassLoader {

        private static final List<String> OWN = List.of(ThreadOrigin.class.getName(), Creator.class.getName());

        AdapterLoader() {
            super(ThreadOriginTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(own -> name.equals(own) || name.startsWith(own + "$"))) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endThread() {
        end.countDown();
    }

    @Test
    @SuppressWarnings("SystemGc") // the only way to see what is still reachable
    void aThreadThatLivesOnDoesNotKeepTheAdapterThatWasOnTheStack() throws Exception {
        WeakReference<?>[] adapter = new WeakReference<?>[1];
        Thread thread = createdBy(adapter);
        thread.start();

        await().until(() -> {
            System.gc();
            return adapter[0].get() == null;
        });

        assertThat(thread.isAlive()).isTrue();
    }

    private Thread createdBy(WeakReference<?>[] adapter) throws ReflectiveOperationException {
        AdapterLoader loader = new AdapterLoader();
        adapter[0] = new WeakReference<>(loader);
        var constructor = loader.loadClass(Creator.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        UnaryOperator<Object> creator = (UnaryOperator<Object>) constructor.newInstance();
        assertThat(creator.getClass().getClassLoader()).isSameAs(loader);
        Runnable task = this::waitForEnd;
        return (Thread) creator.apply(task);
    }

    private void waitForEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
