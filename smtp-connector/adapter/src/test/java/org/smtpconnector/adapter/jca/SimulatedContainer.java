package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContextErrorCodes;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.transaction.xa.XAResource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * A container whose every service may fail in every way that the specifications allow, and in some that they do not: refuse, drop, delay,
 * run twice, throw. Its faults are drawn from one source of randomness; it complains if it is used against a contract.
 */
final class SimulatedContainer implements WorkManager, UserTransaction, TransactionSynchronizationRegistry {

    final Random random;
    final Fibers fibers;

    /** The cases in a thousand in which something goes wrong; 0 for none. */
    int faults;

    /** The Works that have been taken and not begun. */
    final List<Scheduled> scheduled = new ArrayList<>();

    final List<Fibers.Fiber> running = new ArrayList<>();

    /** The rows that transactions have committed: one for each message, recipient and bean. */
    final Set<String> committed = new HashSet<>();

    /** Complaints about the adapter. */
    final List<String> complaints = new ArrayList<>();

    SimulatedContainer(Random random, Fibers fibers, int faults) {
        this.random = random;
        this.fibers = fibers;
        this.faults = faults;
    }

    /** Whether this goes wrong now. */
    boolean fails() {
        return random.nextInt(1000) < faults;
    }

    /** Lets others go on, or not. */
    private void mayPause() {
        if (random.nextBoolean()) {
            Fibers.giveWay();
        }
    }

    private void mayThrow(String where) {
        if (fails()) {
            switch (random.nextInt(2)) {
                case 0 -> throw new IllegalStateException("simulated: " + where);
                default -> throw new StackOverflowError("simulated: " + where);
            }
        }
    }

    private void complain(String what) {
        complaints.add(what);
    }

    // ---- Works

    /** A Work that has been taken. */
    final class Scheduled {

        private final Work work;
        private final WorkListener listener;
        private final boolean rejected;

        private Scheduled(Work work, WorkListener listener, boolean rejected) {
            this.work = work;
            this.listener = listener;
            this.rejected = rejected;
        }

        /** Begins the Work, or rejects it after all. */
        void begin() {
            scheduled.remove(this);
            if (rejected) {
                if (listener != null) {
                    listener.workRejected(new WorkEvent(
                            SimulatedContainer.this,
                            WorkEvent.WORK_REJECTED,
                            work,
                            new WorkRejectedException("simulated: rejected later")));
                }
                return;
            }
            SecurityContext identity = identityOf(work);
            if (identity != null && fails()) {
                listener.workCompleted(new WorkEvent(
                        SimulatedContainer.this,
                        WorkEvent.WORK_COMPLETED,
                        work,
                        new WorkCompletedException(
                                "simulated: unknown user", WorkContextErrorCodes.CONTEXT_SETUP_FAILED)));
                return;
            }
            int times = fails() ? 2 : 1;
            for (int i = 0; i < times; i++) {
                Fibers.Fiber fiber = fibers.of(this::run);
                fiber.local = new ThreadState(identity == null ? null : nameOf(identity));
                if (random.nextInt(10) < 6) {
                    fiber.runHere();
                } else {
                    running.add(fiber);
                }
            }
        }

        private void run() {
            mayPause();
            WorkException failure = null;
            try {
                work.run();
            } catch (Throwable e) {
                failure = new WorkCompletedException("simulated: the Work failed");
                failure.initCause(e);
            }
            if (listener != null) {
                listener.workCompleted(new WorkEvent(SimulatedContainer.this, WorkEvent.WORK_COMPLETED, work, failure));
            }
            if (state().status != Status.STATUS_NO_TRANSACTION && faults == 0) {
                complain("a transaction was left on a thread");
            }
        }
    }

    private static SecurityContext identityOf(Work work) {
        return work instanceof WorkContextProvider provider
                ? (SecurityContext) provider.getWorkContexts().get(0)
                : null;
    }

    private static String nameOf(SecurityContext identity) {
        String[] name = new String[1];
        identity.setupSecurityContext(
                callbacks -> {
                    for (Callback callback : callbacks) {
                        if (callback instanceof CallerPrincipalCallback caller) {
                            name[0] = caller.getName();
                        }
                    }
                },
                new Subject(),
                null);
        return name[0];
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (fails()) {
            switch (random.nextInt(6)) {
                case 0 -> throw new WorkRejectedException("simulated: no thread");
                case 1 -> throw new IllegalStateException("simulated: the pool is shut down");
                case 2 -> throw new OutOfMemoryError("simulated: no thread");
                case 3 -> {
                    if (identityOf(work) != null) {
                        throw new WorkCompletedException(
                                "simulated: no identities", WorkContextErrorCodes.UNSUPPORTED_CONTEXT_TYPE);
                    }
                }
                case 4 -> scheduled.add(new Scheduled(work, listener, true));
                default -> {} // it is dropped
            }
            return;
        }
        scheduled.add(new Scheduled(work, listener, false));
        if (fails()) {
            throw new WorkRejectedException("simulated: taken, and yet an exception");
        }
    }

    @Override
    public void doWork(Work work) {
        throw new AssertionError("doWork");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new AssertionError("doWork");
    }

    @Override
    public long startWork(Work work) {
        throw new AssertionError("startWork");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new AssertionError("startWork");
    }

    // ---- Transactions

    /** The state of a thread: its user, and its transaction. */
    private static final class ThreadState {

        private final String caller;
        private int status = Status.STATUS_NO_TRANSACTION;
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private final List<String> rows = new ArrayList<>();

        /** Run once the transaction is committed. */
        private final List<Runnable> effects = new ArrayList<>();

        ThreadState(String caller) {
            this.caller = caller;
        }

        private void reset() {
            status = Status.STATUS_NO_TRANSACTION;
            synchronizations.clear();
            rows.clear();
            effects.clear();
        }
    }

    private static ThreadState state() {
        return (ThreadState) Fibers.current().local;
    }

    @Override
    public void begin() throws SystemException {
        mayThrow("begin");
        if (state().status != Status.STATUS_NO_TRANSACTION) {
            throw new SystemException("a transaction is there");
        }
        state().status = Status.STATUS_ACTIVE;
    }

    @Override
    public void commit() throws RollbackException, HeuristicMixedException {
        ThreadState state = state();
        boolean fails = fails();
        try {
            List.copyOf(state.synchronizations).forEach(Synchronization::beforeCompletion);
            if (fails()) {
                List.copyOf(state.synchronizations).forEach(Synchronization::beforeCompletion);
            }
        } catch (RuntimeException | Error e) {
            state.status = Status.STATUS_MARKED_ROLLBACK;
        }
        mayPause();
        if (fails || state.status != Status.STATUS_ACTIVE) {
            end(Status.STATUS_ROLLEDBACK);
            if (random.nextBoolean()) {
                throw new RollbackException("simulated: the commit failed");
            }
            return; // some containers say nothing
        }
        if (fails()) { // the session of the database has ended, which the manager finds out after it has told of a
            // commit
            end(Status.STATUS_COMMITTED);
            mayThrow("after the commit");
            throw new HeuristicMixedException("simulated: rows are missing");
        }
        committed.addAll(state.rows);
        state.effects.forEach(Runnable::run);
        end(Status.STATUS_COMMITTED);
    }

    private static void end(int status) {
        List<Synchronization> synchronizations = List.copyOf(state().synchronizations);
        state().reset();
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(status));
    }

    @Override
    public void rollback() throws SystemException {
        end(Status.STATUS_ROLLEDBACK);
        if (fails()) {
            throw new SystemException("simulated: after the rollback");
        }
    }

    @Override
    public int getStatus() throws SystemException {
        if (fails()) {
            throw new SystemException("simulated: no status");
        }
        return state().status;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        mayThrow("registerInterposedSynchronization");
        state().synchronizations.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        state().status = Status.STATUS_MARKED_ROLLBACK;
        mayThrow("setRollbackOnly");
    }

    @Override
    public boolean getRollbackOnly() {
        return state().status == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public int getTransactionStatus() {
        return state().status;
    }

    @Override
    public Object getTransactionKey() {
        return state().status == Status.STATUS_NO_TRANSACTION ? null : state();
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        // time is the simulation's
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new AssertionError("putResource");
    }

    @Override
    public Object getResource(Object key) {
        throw new AssertionError("getResource");
    }

    // ---- Beans

    /** A bean with {@code onMessage} alone. */
    static class PlainBean implements SmtpMessageListener {

        final Bean bean;

        PlainBean(Bean bean) {
            this.bean = bean;
        }

        @Override
        public void onMessage(SmtpMessage message) throws SmtpRejectedException {
            bean.message(message);
        }
    }

    /** A bean that overrides every hook. */
    static class FullBean extends PlainBean {

        FullBean(Bean bean) {
            super(bean);
        }

        @Override
        public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
            bean.hook("onConnect", session);
            bean.container.state().effects.add(() -> bean.connected.merge(session.id(), 1, Integer::sum));
            return greeting;
        }

        @Override
        public void onDisconnect(SmtpSession session) {
            bean.connections.merge(session.id(), 1, Integer::sum);
            bean.pause();
        }

        @Override
        public String onHelo(SmtpSession session, String name, String greeting) throws SmtpRejectedException {
            bean.hook("onHelo", session);
            return greeting;
        }

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential)
                throws SmtpRejectedException {
            bean.hook("onAuthenticate", session);
            return new CredentialValidationResult("bob", Set.of("users"));
        }

        @Override
        public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
                throws SmtpRejectedException {
            bean.hook("onMailFrom", session);
            return reversePath;
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
                throws SmtpRejectedException {
            bean.hook("onRcptTo", session);
            return recipient;
        }

        @Override
        public String onDataStart(SmtpSession session, SmtpTransaction transaction) throws SmtpRejectedException {
            bean.hook("onDataStart", session);
            return "";
        }
    }

    /** An endpoint that goes back to its pool, and whose deliveries the adapter does not delimit. */
    interface PooledEndpoint extends MessageEndpoint {

        /** Returns what puts it back. */
        Bean.Release pool();

        @Override
        default void beforeDelivery(Method method) {
            throw new AssertionError("beforeDelivery");
        }

        @Override
        default void afterDelivery() {
            throw new AssertionError("afterDelivery");
        }

        @Override
        default void release() {
            pool().now();
        }
    }

    static final class PlainEndpoint extends PlainBean implements PooledEndpoint {

        private final Bean.Release pool;

        PlainEndpoint(Bean bean, Bean.Release pool) {
            super(bean);
            this.pool = pool;
        }

        @Override
        public Bean.Release pool() {
            return pool;
        }
    }

    static final class FullEndpoint extends FullBean implements PooledEndpoint {

        private final Bean.Release pool;

        FullEndpoint(Bean bean, Bean.Release pool) {
            super(bean);
            this.pool = pool;
        }

        @Override
        public Bean.Release pool() {
            return pool;
        }
    }

    /** One message-driven bean, and the pool of its endpoints. */
    final class Bean implements MessageEndpointFactory {

        final SimulatedContainer.BeanContainer container = new BeanContainer();
        final String name;
        final String domain;
        private final boolean full;
        private int pool;

        /** Whether the application has started; until then there is no endpoint. */
        boolean started;

        /** Whether {@code endpointDeactivation} has returned. */
        boolean gone;

        /** Whether it returned because its time was over: then a call may still go on. */
        boolean overdue;

        private int calls;
        private int open;

        /** The number of times that {@code onConnect} has let a session in, by session. */
        final Map<String, Integer> connected = new HashMap<>();

        /** The number of times that {@code onDisconnect} was called, by session. */
        final Map<String, Integer> connections = new HashMap<>();

        Bean(String name, String domain, boolean full, int pool) {
            this.name = name;
            this.domain = domain;
            this.full = full;
            this.pool = pool;
        }

        boolean isFull() {
            return full;
        }

        int calls() {
            return calls;
        }

        int openEndpoints() {
            return open;
        }

        @Override
        public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
            if (!started || pool == 0 || fails()) {
                throw new UnavailableException("simulated: no endpoint of " + name);
            }
            mayThrow("createEndpoint");
            pool--;
            open++;
            Release release = new Release();
            return full ? new FullEndpoint(this, release) : new PlainEndpoint(this, release);
        }

        @Override
        public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
            return createEndpoint(resource);
        }

        @Override
        public boolean isDeliveryTransacted(Method method) {
            return true;
        }

        @Override
        public String getActivationName() {
            return name;
        }

        @Override
        public Class<?> getEndpointClass() {
            return full ? FullBean.class : PlainBean.class;
        }

        /** The release of one endpoint. */
        final class Release {

            private boolean done;

            void now() {
                if (done) {
                    complain("an endpoint of " + name + " was released twice");
                    return;
                }
                done = true;
                pool++;
                open--;
                mayThrow("release");
            }
        }

        /** Access to the state of the thread, for the classes of the beans. */
        void hook(String method, SmtpSession session) throws SmtpRejectedException {
            enter(method, session);
            try {
                mayPause();
                mayRefuse(session);
            } finally {
                leave(method);
            }
        }

        void pause() {
            mayPause();
        }

        private void enter(String method, SmtpSession session) {
            calls++;
            if (gone && !overdue) {
                complain(method + " of " + name + " was called after its deactivation had returned");
            }
            String caller = state().caller;
            if (caller != null && !caller.equals(session.authenticationId().orElse(null))) {
                complain(method + " was called in the name of " + caller + " for a session of "
                        + session.authenticationId());
            }
            if (state().status != Status.STATUS_ACTIVE) {
                complain(method + " was called without a transaction");
            }
        }

        private void leave(String method) {
            calls--;
            if (gone && !overdue) {
                complain(method + " of " + name + " ran when its deactivation returned");
            }
        }

        private void mayRefuse(SmtpSession session) throws SmtpRejectedException {
            if (fails()) {
                switch (random.nextInt(5)) {
                    case 0 -> throw new SmtpRejectedException(550, "5.7.1", "simulated");
                    case 1 -> throw new IllegalArgumentException("simulated: a bean's");
                    case 2 -> throw new AssertionError("simulated: a bean's");
                    case 3 -> state().status = Status.STATUS_MARKED_ROLLBACK;
                    default -> session.delayReply(Duration.ofMillis(random.nextInt(3000)));
                }
            }
        }

        private void message(SmtpMessage message) throws SmtpRejectedException {
            enter("onMessage", message.session());
            try {
                mayPause();
                String token = token(message);
                for (SmtpAddress recipient : message.recipients()) {
                    if (message.session().isLmtp() && fails()) {
                        message.setReply(recipient, SmtpReply.of(550, "5.1.1", "simulated"));
                    } else {
                        state().rows.add(token + ' ' + recipient + ' ' + name);
                    }
                }
                mayPause();
                mayRefuse(message.session());
            } finally {
                leave("onMessage");
            }
        }

        private String token(SmtpMessage message) {
            try (InputStream stream = message.openStream()) {
                String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
                return text.substring(text.indexOf("token"), text.indexOf(" end"));
            } catch (IOException e) {
                throw new IllegalStateException(e); // the client has gone
            }
        }
    }

    /** The calls that the classes of the beans make to their container. */
    static final class BeanContainer {
        ThreadState state() {
            return SimulatedContainer.state();
        }
    }
}
