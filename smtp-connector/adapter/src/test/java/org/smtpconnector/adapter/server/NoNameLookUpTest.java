package org.smtpconnector.adapter.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A name look-up may take many seconds, so classes that run on event loops have no call that can become one. {@link
 * ListenAddresses} runs on the thread that deploys.
 */
@AnalyzeClasses(packages = "org.smtpconnector.adapter", importOptions = ImportOption.DoNotIncludeTests.class)
class NoNameLookUpTest {

    private static final Set<String> ASKING =
            Set.of("getByName", "getAllByName", "getLocalHost", "getHostName", "getCanonicalHostName");

    @ArchTest
    static final ArchRule NO_EVENT_LOOP_ASKS_THE_RESOLVER = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.smtpconnector.adapter.server..",
                    "org.smtpconnector.adapter.session..",
                    "org.smtpconnector.adapter.client..",
                    "org.smtpconnector.adapter.events..")
            .and()
            .doNotHaveFullyQualifiedName(ListenAddresses.class.getName())
            .should()
            .callMethodWhere(JavaCall.Predicates.target(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "asks the resolver",
                    target -> ASKING.contains(target.getName())
                            && (target.getOwner().isEquivalentTo(InetAddress.class)
                                    || target.getOwner().isEquivalentTo(InetSocketAddress.class)))))
            .orShould()
            .callConstructor(InetSocketAddress.class, String.class, int.class);
}
