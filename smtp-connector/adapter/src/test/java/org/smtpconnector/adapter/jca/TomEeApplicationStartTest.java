package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads a list of applications like that of TomEE; the container tests read the real one. */
class TomEeApplicationStartTest {

    private final Assembler assembler = new Assembler();
    private final ApplicationStart start = new TomEeApplicationStart("example.Inbox", assembler);

    @Test
    void anApplicationHasStartedWhenItIsListed() {
        assertThat(start.hasStarted()).isFalse();
        assembler.applications.add(new Application("example.Other"));
        assertThat(start.hasStarted()).isFalse();
        assembler.applications.add(new Application("example.Other", "example.Inbox"));
        assertThat(start.hasStarted()).isTrue();
    }

    @Test
    void whereTheListHasAnotherShapeTheEndpointDecides() {
        assembler.applications.add("not an application");
        assertThat(start.hasStarted()).isTrue();
        assertThat(TomEeApplicationStart.assembler(getClass().getClassLoader())).isNull();
    }

    /** Looks like {@code org.apache.openejb.assembler.classic.Assembler}. */
    public static final class Assembler {

        private final List<Object> applications = new ArrayList<>();

        public Collection<Object> getDeployedApplications() {
            return applications;
        }
    }

    /** Looks like {@code org.apache.openejb.assembler.classic.AppInfo}. */
    public static final class Application {

        public final List<Module> ejbJars;

        Application(String... beans) {
            ejbJars = List.of(new Module(List.of(beans).stream().map(Bean::new).toList()));
        }
    }

    /** Looks like {@code org.apache.openejb.assembler.classic.EjbJarInfo}. */
    public static final class Module {

        public final List<Bean> enterpriseBeans;

        Module(List<Bean> beans) {
            enterpriseBeans = beans;
        }
    }

    /** Looks like {@code org.apache.openejb.assembler.classic.EnterpriseBeanInfo}. */
    public static final class Bean {

        public final String ejbClass;

        Bean(String ejbClass) {
            this.ejbClass = ejbClass;
        }
    }
}
