package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads a registry of applications like that of Payara and GlassFish; the container tests read the real one. */
class GlassFishApplicationStartTest {

    private final ClassLoader library = loader(null);
    private final ClassLoader beans = loader(library);
    private final Registry registry = new Registry();
    private final ApplicationStart start = new GlassFishApplicationStart(beans, registry);

    @Test
    void whereTheServerHasNoRegistryTheEndpointDecides() {
        assertThat(ApplicationStart.BY_ENDPOINT.hasStarted()).isTrue();
        assertThat(GlassFishApplicationStart.registry(getClass().getClassLoader()))
                .isNull();
    }

    @Test
    void anApplicationHasStartedWhenTheLastOfItsModulesRuns() {
        Module web = new Module(loader(null));
        Module ejb = new Module(beans);
        registry.add("application", new Application(loader(null), web, ejb));

        assertThat(start.hasStarted()).isFalse();
        ejb.running = true; // its singletons have returned, but those of the other module have not
        assertThat(start.hasStarted()).isFalse();
        web.running = true;
        assertThat(start.hasStarted()).isTrue();
    }

    @Test
    void anotherApplicationThatStartsDoesNotMatter() {
        registry.add("other", new Application(loader(null), new Module(loader(null))));
        Module own = new Module(beans);
        own.running = true;
        registry.add("own", new Application(beans, own));

        assertThat(start.hasStarted()).isTrue();
    }

    @Test
    void theApplicationOfABeanInALibraryIsTheOneThatSeesTheLibrary() {
        registry.add("application", new Application(loader(library), new Module(loader(library))));

        assertThat(new GlassFishApplicationStart(library, registry).hasStarted())
                .isFalse();
    }

    @Test
    void aModuleMayHaveItsStateInAFieldOnly() {
        FieldModule module = new SpecialModule(beans);
        registry.add("application", new Application(beans, module));

        assertThat(start.hasStarted()).isFalse();
        module.start();
        assertThat(start.hasStarted()).isTrue();
    }

    @Test
    void whereTheRegistryDoesNotKnowTheApplicationOrHasAnotherShapeTheEndpointDecides() {
        assertThat(start.hasStarted()).isTrue();
        registry.add("application", new Application(beans, new Object()));
        assertThat(start.hasStarted()).isTrue();
        registry.add("broken", null);
        assertThat(start.hasStarted()).isTrue();
    }

    private static ClassLoader loader(ClassLoader parent) {
        return new URLClassLoader(new URL[0], parent);
    }

    /** Looks like {@code org.glassfish.internal.data.ApplicationRegistry}. */
    public static final class Registry {

        private final Map<String, Application> applications = new LinkedHashMap<>();

        void add(String name, Application application) {
            applications.put(name, application);
        }

        public Set<String> getAllApplicationNames() {
            return applications.keySet();
        }

        public Application get(String name) {
            return applications.get(name);
        }
    }

    /** Looks like {@code org.glassfish.internal.data.ApplicationInfo}. */
    public static final class Application {

        private final ClassLoader loader;
        private final List<Object> modules;

        Application(ClassLoader loader, Object... modules) {
            this.loader = loader;
            this.modules = List.of(modules);
        }

        public ClassLoader getAppClassLoader() {
            return loader;
        }

        public Collection<Object> getModuleInfos() {
            return modules;
        }
    }

    /** Looks like Payara's {@code org.glassfish.internal.data.ModuleInfo}. */
    public static final class Module {

        private final ClassLoader loader;
        private boolean running;

        Module(ClassLoader loader) {
            this.loader = loader;
        }

        public ClassLoader getModuleClassLoader() {
            return loader;
        }

        public boolean isRunning() {
            return running;
        }
    }

    /** Looks like GlassFish's {@code org.glassfish.internal.data.ModuleInfo}. */
    public static class FieldModule {

        private final ClassLoader loader;
        private boolean started;

        FieldModule(ClassLoader loader) {
            this.loader = loader;
        }

        final void start() {
            started = true;
        }

        public final ClassLoader getModuleClassLoader() {
            return loader;
        }

        @Override
        public String toString() {
            return "started: " + started;
        }
    }

    /** A module whose superclass declares the field. */
    public static final class SpecialModule extends FieldModule {

        SpecialModule(ClassLoader loader) {
            super(loader);
        }
    }
}
