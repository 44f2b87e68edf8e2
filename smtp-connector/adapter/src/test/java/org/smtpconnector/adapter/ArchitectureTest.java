package org.smtpconnector.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.atomic.LongAdder;

/** The rules that ARCHITECTURE.md states. */
@AnalyzeClasses(packages = "org.smtpconnector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.smtpconnector.";
    private static final String ADAPTER = ROOT + "adapter.";

    // ---- Modules

    @ArchTest
    static final ArchRule THE_API_DEPENDS_ON_NOTHING_BUT_JAKARTA = classes()
            .that()
            .resideInAPackage(ROOT + "api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "api..", "java..", "jakarta..");

    @ArchTest
    static final ArchRule THE_ENGINE_DEPENDS_ON_THE_API_ALONE = classes()
            .that()
            .resideInAPackage(ROOT + "protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "protocol..",
                    ROOT + "api..",
                    "java.lang..",
                    "java.util..",
                    "java.nio",
                    "java.nio.charset",
                    "java.time..",
                    "java.net",
                    "java.text..");

    @ArchTest
    static final ArchRule THE_ENGINES_ROOMS_ARE_ITS_OWN = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "protocol.syntax..", ROOT + "protocol.data..", ROOT + "protocol.sasl..");

    @ArchTest
    static final ArchRule THE_ENGINE_HAS_NO_THREADS = noClasses()
            .that()
            .resideInAPackage(ROOT + "protocol..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..");

    @ArchTest
    static final ArchRule THE_ENGINE_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage(ROOT + "protocol..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.Clock|java\\.time\\.InstantSource")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule THE_ENGINE_HAS_NO_SOCKETS = noClasses()
            .that()
            .resideInAPackage(ROOT + "protocol..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\..*Socket|java\\.net\\.ServerSocket|java\\.net\\.URL.*");

    // ---- Rooms of the adapter

    @ArchTest
    static final ArchRule EACH_ROOM_KNOWS_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy(ADAPTER + "config..")
            .layer("tls")
            .definedBy(ADAPTER + "tls..")
            .layer("events")
            .definedBy(ADAPTER + "events..")
            .layer("client")
            .definedBy(ADAPTER + "client..")
            .layer("spool")
            .definedBy(ADAPTER + "spool..")
            .layer("session")
            .definedBy(ADAPTER + "session..")
            .layer("server")
            .definedBy(ADAPTER + "server..")
            .layer("jca")
            .definedBy(ADAPTER + "jca..")
            .layer("monitor")
            .definedBy(ADAPTER + "monitor..")
            .whereLayer("monitor")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jca")
            .mayOnlyBeAccessedByLayers("monitor")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("jca")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("server", "jca")
            .whereLayer("spool")
            .mayOnlyBeAccessedByLayers("session", "server", "jca")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("session", "server")
            .whereLayer("events")
            .mayOnlyBeAccessedByLayers("session", "server", "jca")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("config", "session", "server");

    @ArchTest
    static final ArchRule TLS_KNOWS_NEITHER_CONTAINER_NOR_CONFIGURATION = noClasses()
            .that()
            .resideInAPackage(ADAPTER + "tls..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..",
                    ADAPTER + "config..",
                    ADAPTER + "events..",
                    ADAPTER + "session..",
                    ADAPTER + "server..",
                    ADAPTER + "jca..");

    @ArchTest
    static final ArchRule NETTY_STAYS_BELOW_THE_CONTAINER = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTER + "server..", ADAPTER + "session..", ADAPTER + "spool..")
            .and()
            .haveNameNotMatching(".*\\.NativeTls(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule ONLY_JCA_KNOWS_THE_CONTAINER = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .resideOutsideOfPackages(ADAPTER + "jca..", ADAPTER + "monitor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.resource..", "jakarta.transaction..", "jakarta.ejb..", "jakarta.security..");

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NO_JAKARTA = noClasses()
            .that()
            .resideInAPackage(ADAPTER + "config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    // ---- One class for each contract

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_MESSAGE_ENDPOINTS = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .haveNameNotMatching(".*\\.EndpointInvoker(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(MessageEndpoint.class);

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_THE_WORK_MANAGER = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .haveNameNotMatching(".*\\.WorkScheduler(\\$.*)?")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                    HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(WorkManager.class))));

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_EVENTS_COUNTS = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .resideOutsideOfPackage(ADAPTER + "events..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LongAdder.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("jdk.jfr..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.management..", "javax.management..");

    // ---- No circles

    @ArchTest
    static final ArchRule NO_CLASS_KNOWS_ITSELF_THROUGH_OTHERS =
            slices().assignedFrom(new OutermostClasses()).should().beFreeOfCycles();

    /** A class with its nested ones. */
    private static final class OutermostClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            if (!javaClass.getPackageName().startsWith(ROOT + "adapter")
                    && !javaClass.getPackageName().startsWith(ROOT + "protocol")) {
                return SliceIdentifier.ignore();
            }
            JavaClass outermost = javaClass;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return SliceIdentifier.of(outermost.getFullName());
        }

        @Override
        public String getDescription() {
            return "the classes of protocol and adapter with their nested ones";
        }
    }
}
