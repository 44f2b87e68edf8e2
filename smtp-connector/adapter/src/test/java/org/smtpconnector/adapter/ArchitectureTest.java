package org.smtpconnector.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.work.WorkManager;

/** The module rule of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.smtpconnector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.smtpconnector.";

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

    @ArchTest
    static final ArchRule NETTY_STAYS_IN_THE_TRANSPORT = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "adapter.server..", ROOT + "adapter.session..", ROOT + "adapter.spool..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule THE_TRANSPORT_KNOWS_NOTHING_OF_THE_CONTAINER = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "adapter.server..",
                    ROOT + "adapter.session..",
                    ROOT + "adapter.spool..",
                    ROOT + "adapter.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.resource..", "jakarta.transaction..", "jakarta.ejb..", ROOT + "adapter.jca..");

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_MESSAGE_ENDPOINTS = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .haveNameNotMatching(".*\\.EndpointCalls(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(MessageEndpoint.class);

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_THE_WORK_MANAGER = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter..")
            .and()
            .haveNameNotMatching(".*\\.Works(\\$.*)?")
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(WorkManager.class))));

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NEITHER_TRANSPORT_NOR_CONTAINER = noClasses()
            .that()
            .resideInAPackage(ROOT + "adapter.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "adapter.server..",
                    ROOT + "adapter.session..",
                    ROOT + "adapter.spool..",
                    ROOT + "adapter.client..",
                    ROOT + "adapter.jca..",
                    "jakarta..");
}
