package org.smtpconnector.it.conformance.run;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.smtpconnector.it.conformance.cases.Database;
import org.smtpconnector.it.conformance.run.Differences.Difference;
import org.smtpconnector.it.conformance.run.Differences.Kind;
import org.smtpconnector.it.conformance.run.Results.Outcome;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.conformance.server.ServerKind;

/**
 * Runs the suite on the server of a class, if that is selected and can run here; holds each case against the listed
 * differences; and records the results.
 */
final class ConformanceExtension
        implements ExecutionCondition, BeforeEachCallback, InvocationInterceptor, TestWatcher, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ConformanceExtension.class);
    private static final String BEGIN = "begin";
    private static final String DIFFERENT = "different";

    private final Differences differences = new Differences();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerKind server = server(context);
        if (!server.isSelected()) {
            return ConditionEvaluationResult.disabled(server.id() + " is not selected by -Dserver");
        }
        Optional<String> missing = server.missing();
        if (missing.isPresent()) {
            // The report of a build counts what was skipped, but does not say why.
            System.err.println("Skipped: " + missing.get());
            return ConditionEvaluationResult.disabled(missing.get());
        }
        return difference(context)
                .filter(difference -> difference.kind() == Kind.NOT_RUN)
                .map(difference -> ConditionEvaluationResult.disabled(difference.reason()))
                .orElse(ConditionEvaluationResult.enabled(server.id()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(BEGIN, System.nanoTime());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> invoked, ExtensionContext context)
            throws Throwable {
        expectDifference(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> invoked, ExtensionContext context)
            throws Throwable {
        expectDifference(invocation, context);
    }

    /** Lets a case fail whose feature the server is said not to have. The suite sees to it at its end that one did. */
    private void expectDifference(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        if (difference(context).isEmpty()) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (Exception | AssertionError e) {
            context.publishReportEntry("expected", e.toString());
            context.getStore(NAMESPACE).put(DIFFERENT, true);
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, context.getStore(NAMESPACE).get(DIFFERENT) == null ? Outcome.YES : Outcome.NO);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        record(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        record(context, Outcome.NOT_RUN);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        record(context, Outcome.NOT_RUN);
    }

    private static void record(ExtensionContext context, Outcome outcome) {
        Long begin = context.getStore(NAMESPACE).get(BEGIN, Long.class);
        Duration time = begin == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begin);
        feature(context).ifPresent(feature -> suite(context).results().add(feature, outcome, time));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == JakartaServer.class || type == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ConformanceSuite suite = suite(context);
        return parameter.getParameter().getType() == Database.class ? suite.database() : suite.server();
    }

    /** Returns the instance of the outermost class; the context of a method that is not run has no instance itself. */
    private static ConformanceSuite suite(ExtensionContext context) {
        return context.getTestInstances()
                .flatMap(instances -> instances.findInstance(ConformanceSuite.class))
                .orElseGet(() -> suite(context.getParent().orElseThrow()));
    }

    private Optional<Difference> difference(ExtensionContext context) {
        return feature(context)
                .flatMap(feature -> differences.find(server(context).id(), feature));
    }

    private static Optional<String> feature(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), Feature.class)
                .map(Feature::value);
    }

    /** Returns the server of the outermost class. */
    static ServerKind server(ExtensionContext context) {
        for (ExtensionContext at = context; ; at = at.getParent().orElseThrow()) {
            Optional<RunsOn> found = AnnotationSupport.findAnnotation(at.getTestClass(), RunsOn.class);
            if (found.isPresent()) {
                return found.get().value();
            }
        }
    }
}
