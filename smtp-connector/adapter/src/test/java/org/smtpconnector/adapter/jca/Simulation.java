package org.smtpconnector.adapter.jca;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.JournalKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.events.AuditLogs;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.server.PeriodicTask;
import org.smtpconnector.adapter.server.ServerBindException;
import org.smtpconnector.adapter.server.SmtpServer;
import org.smtpconnector.adapter.server.SmtpServers;
import org.smtpconnector.adapter.session.ClientTimeouts;
import org.smtpconnector.adapter.session.Connection;
import org.smtpconnector.adapter.session.ListenerContext;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.adapter.session.TestChannel;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.Requirement;
import org.smtpconnector.protocol.ServerProtocol;

/**
 * One schedule: the real connections, sessions, lifecycle, endpoint calls and events of one listener, on a scheduler that draws every step
 * from a seed, between clients and a container of which anything can go wrong. A schedule ends with the listener's end, and everything that
 * the adapter promises is then compared with what happened.
 */
final class Simulation implements SmtpServers {

    /** The settings of a listener, which are costly to make. */
    static final class Setting {

        final ListenerSettings settings;
        final EngineSettings engine;

        Setting(String name, ServerProtocol protocol) {
            settings = ListenerConfiguration.defaults(name)
                    .with(BindingKeys.PROTOCOL, protocol)
                    .with(LimitKeys.MAX_PROCESSINGS, MAX_PROCESSINGS)
                    .with(LimitKeys.MAX_QUEUED_PROCESSINGS, 2)
                    .with(AuthKeys.FAILURE_DELAY, Duration.ofMillis(400))
                    .with(TimeoutKeys.PROCESSING, Duration.ofSeconds(2))
                    .with(TimeoutKeys.GRACE_PERIOD, GRACE)
                    .with(JournalKeys.SIZE, 1000);
            engine = EngineSettings.builder()
                    .listener(name)
                    .protocol(protocol)
                    .receivedHeader(false)
                    .auth(Requirement.OPTIONAL)
                    .insecureAuth(true)
                    .build();
        }
    }

    private static final int MAX_PROCESSINGS = 2;
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final JakartaMail MAIL = JakartaMail.by(Simulation.class.getClassLoader());
    private static final String AUTH =
            "AUTH PLAIN " + Base64.getEncoder().encodeToString("\0admin\0secret".getBytes(US_ASCII));

    private final long seed;
    private final Random random;
    private final Setting setting;
    private final List<String> audit;
    private final SimulatedContainer container;
    private final Journal journal = new Journal();
    private final ByteQuota memory = new ByteQuota(Long.MAX_VALUE);
    private final List<SimulatedContainer.Bean> beans = new ArrayList<>();
    private final Map<SimulatedContainer.Bean, EndpointActivation> active = new java.util.LinkedHashMap<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<Fibers.Fiber> deployers = new ArrayList<>();
    private final StringBuilder trace = new StringBuilder();
    private ActiveListener listener;
    private SimulatedServer server;
    private Runnable tick;
    private final List<Timed> timers = new ArrayList<>();
    private boolean ticking = true;
    private long now;
    private int tokens;

    /**
     * Makes a schedule that has not run.
     *
     * @param audit the audit lines that have been written
     */
    Simulation(long seed, Fibers fibers, Setting setting, List<String> audit) {
        this.seed = seed;
        this.audit = audit;
        this.random = new Random(seed);
        this.setting = setting;
        this.container = new SimulatedContainer(random, fibers, random.nextInt(4) == 0 ? 0 : random.nextInt(60));
    }

    /** Runs the schedule; throws an AssertionError with the seed if a promise was broken. */
    void run() throws ServerBindException {
        try {
            listener = new ActiveListener(
                    setting.settings,
                    this,
                    new ContainerServices(
                            new WorkScheduler(container, ""),
                            new EndpointInvoker(container, container),
                            MAIL,
                            () -> now,
                            this::await),
                    journal,
                    new AuditLogs(new WorkScheduler(container, "").tasks()));
            deploy();
            if (random.nextBoolean()) {
                deploy();
            }
            int steps = 30 + random.nextInt(150);
            for (int i = 0; i < steps; i++) {
                step();
            }
            settle();
            check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + "\n" + trace, e);
        }
    }

    private void note(String what) {
        trace.append(now / 1_000_000).append("ms ").append(what).append('\n');
    }

    // ---- Steps

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> resume();
            case 4, 5, 6 -> beginWork();
            case 7, 8, 9 -> pick(clients, SimulatedClient::act);
            case 10, 11 -> pick(clients, SimulatedClient::loop);
            case 12 -> pass(random.nextInt(10) == 0 ? random.nextInt(1500) : random.nextInt(100));
            case 13 -> connect();
            case 14 -> pick(clients, SimulatedClient::misbehave);
            default -> deployment();
        }
    }

    private interface Action<T> {
        void on(T one);
    }

    private <T> boolean pick(List<T> among, Action<T> action) {
        if (among.isEmpty()) {
            return false;
        }
        action.on(among.get(random.nextInt(among.size())));
        return true;
    }

    private boolean resume() {
        List<Fibers.Fiber> ready = new ArrayList<>(container.running);
        deployers.stream().filter(Fibers.Fiber::isReady).forEach(ready::add);
        return pick(ready, fiber -> {
            fiber.resume();
            if (fiber.hasEnded()) {
                container.running.remove(fiber);
                deployers.remove(fiber);
            }
        });
    }

    private boolean beginWork() {
        return pick(container.scheduled, SimulatedContainer.Scheduled::begin);
    }

    private void pass(int millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        clients.forEach(client -> client.pass(millis));
        List<Timed> due = timers.stream().filter(timed -> timed.at - now <= 0).toList();
        timers.removeAll(due);
        due.forEach(timed -> timed.task.run());
        if (ticking) {
            tick.run();
        }
    }

    private void connect() {
        if (server.accepting && !server.closing && clients.size() < 4) {
            clients.add(new SimulatedClient());
        }
    }

    private void deployment() {
        switch (random.nextInt(6)) {
            case 0 -> {
                if (beans.size() < 4 && !active.isEmpty()) {
                    deploy();
                }
            }
            case 1 -> {
                if (random.nextInt(3) == 0 && !active.isEmpty() && deployers.isEmpty()) {
                    pick(List.copyOf(active.keySet()), this::undeploy);
                }
            }
            case 2 -> {
                if (random.nextInt(20) == 0 && deployers.isEmpty()) {
                    note("drain");
                    deployers.add(container.fibers.of(listener::drain));
                }
            }
            default -> pick(beans, bean -> bean.started = true);
        }
    }

    private void deploy() {
        SimulatedContainer.Bean bean = container
        .new Bean(
                "bean" + beans.size(), random.nextBoolean() ? "*" : "p@*", random.nextBoolean(), 1 + random.nextInt(3));
        bean.started = random.nextBoolean();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(bean.domain);
        spec.setMaxConcurrency(random.nextInt(3));
        EndpointActivation activation =
                new EndpointActivation(bean, spec, ApplicationStart.BY_ENDPOINT, new HookChoices());
        beans.add(bean);
        active.put(bean, activation);
        note("deploy " + bean.name + ' ' + bean.domain + (bean.isFull() ? " full" : ""));
        listener.add(activation);
    }

    private void undeploy(SimulatedContainer.Bean bean) {
        note("undeploy " + bean.name);
        EndpointActivation activation = active.remove(bean);
        deployers.add(container.fibers.of(() -> {
            long begun = now;
            listener.remove(activation);
            bean.overdue = now - begun >= GRACE.toNanos();
            bean.gone = true;
            if (bean.calls() > 0 && !bean.overdue) {
                container.complaints.add("the deactivation of " + bean.name + " returned while it was called");
            }
            note("undeployed " + bean.name);
        }));
    }

    /** Waits as a fiber does, while the other steps go on. */
    private boolean await(Object monitor, BooleanSupplier condition, Duration time) {
        long end = now + time.toNanos();
        Fibers.await(() -> condition.getAsBoolean() || now >= end);
        return condition.getAsBoolean();
    }

    /** Everything that goes on comes to its end, without further faults; then the listener does. */
    private void settle() {
        container.faults = 0;
        beans.forEach(bean -> bean.started = true);
        quiesce("the schedule's end");
        for (SimulatedContainer.Bean bean : List.copyOf(active.keySet())) {
            undeploy(bean);
            quiesce("undeploy");
        }
        if (listener.isUnused()) {
            deployers.add(container.fibers.of(listener::close));
            quiesce("close");
        }
    }

    private void quiesce(String what) {
        int idle = 0;
        for (int i = 0; idle < 12; i++) {
            if (i > 20_000) {
                throw new AssertionError("no end after " + what);
            }
            boolean busy = resume();
            busy |= beginWork();
            for (SimulatedClient client : clients) {
                client.loop();
                busy |= client.act();
            }
            idle = busy ? 0 : idle + 1;
            if (!busy || i % 10 == 0) {
                pass(busy ? 100 : 500);
            }
        }
    }

    // ---- Promises

    private void check() {
        List<String> broken = new ArrayList<>(container.complaints);
        if (!listener.isUnused()) {
            broken.add("the listener has beans");
        }
        DeliveryLifecycle calls = listener.calls();
        if (calls.running() != 0 || calls.waiting() != 0) {
            broken.add(calls.running() + " calls run, " + calls.waiting() + " wait");
        }
        for (int i = 0; i < MAX_PROCESSINGS; i++) {
            calls.tick();
        }
        if (calls.permits() != MAX_PROCESSINGS) {
            broken.add(calls.permits() + " permits of " + MAX_PROCESSINGS);
        }
        for (SimulatedContainer.Bean bean : beans) {
            if (bean.openEndpoints() != 0) {
                broken.add(bean.openEndpoints() + " endpoints of " + bean.name + " were not released");
            }
        }
        if (memory.used() != 0) {
            broken.add(memory.used() + " octets of the spools' memory were not given back");
        }
        checkDisconnects(broken);
        clients.forEach(client -> client.check(broken));
        checkRecords(broken);
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    private void checkDisconnects(List<String> broken) {
        for (SimulatedContainer.Bean bean : beans) {
            bean.connections.forEach((session, count) -> {
                if (count != 1) {
                    broken.add("onDisconnect of " + bean.name + " was called " + count + " times for " + session);
                }
            });
            for (String session : bean.connected.keySet()) {
                // A bean that went before the session has not been told; neither has one that was overdue.
                boolean wasThere = clients.stream()
                        .anyMatch(client -> client.endedWith.contains(bean) && client.isSession(session));
                if (wasThere && !bean.overdue && !bean.connections.containsKey(session)) {
                    broken.add("onDisconnect of " + bean.name + " was not called for " + session);
                }
            }
        }
    }

    /** Checks that journal, audit lines and counters say what happened. */
    private void checkRecords(List<String> broken) {
        Map<Outcome, Long> recorded = new EnumMap<>(Outcome.class);
        try {
            for (SmtpJournal.Entry entry : journal.entriesAfter(0, 10_000, Duration.ZERO)) {
                if (entry.transactionId().isPresent()) {
                    recorded.merge(entry.outcome(), 1L, Long::sum);
                    checkAudit(entry, broken);
                    if (entry.reply().isPresent()
                            && entry.reply().get().code() / 100 == 2
                            && entry.outcome() != Outcome.ACCEPTED) {
                        broken.add(
                                "a transaction was answered " + entry.reply() + " and recorded as " + entry.outcome());
                    }
                    if (entry.outcome() == Outcome.ACCEPTED && entry.recipientsAccepted() == 0) {
                        broken.add("a transaction of no recipient was recorded as accepted");
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        long committed =
                clients.stream().mapToLong(SimulatedClient::committedMessages).sum();
        long accepted = recorded.getOrDefault(Outcome.ACCEPTED, 0L);
        if (accepted != committed) {
            broken.add(committed + " messages were committed and " + accepted + " recorded as accepted: " + recorded);
        }
        long lines = audit.stream()
                .filter(line -> line.startsWith("{\"event\":\"transaction\""))
                .count();
        long entries = recorded.values().stream().mapToLong(Long::longValue).sum();
        if (lines != entries) {
            broken.add(lines + " audit lines for " + entries + " transactions in the journal");
        }
        for (Outcome outcome : Outcome.values()) {
            long counted = listener.events().counted().transactions(outcome);
            if (counted != recorded.getOrDefault(outcome, 0L)) {
                broken.add(outcome + " was counted " + counted + " times, recorded as " + recorded);
            }
        }
    }

    private void checkAudit(SmtpJournal.Entry entry, List<String> broken) {
        String id = "\"transaction\":\"" + entry.transactionId().orElseThrow() + '"';
        String outcome = "\"outcome\":\"" + entry.outcome().name().toLowerCase(Locale.ROOT) + '"';
        List<String> lines = audit.stream().filter(line -> line.contains(id)).toList();
        if (lines.size() != 1 || !lines.get(0).contains(outcome)) {
            broken.add("the journal has " + id + " with " + outcome + ", and the audit has " + lines);
        }
    }

    // ---- The server

    @Override
    public SmtpServer bind(ListenerSettings settings, SmtpApplication application) {
        server = new SimulatedServer(new ListenerContext(
                setting.engine,
                application,
                new SpoolFactory(1 << 20, memory, new ByteQuota(0), () -> {
                    throw new IOException("no files here");
                }),
                null,
                new ClientRegistry(settings),
                ClientTimeouts.of(settings)));
        return server;
    }

    @Override
    public PeriodicTask scheduleWithFixedDelay(Duration period, Runnable task) {
        if (!period.equals(TICK)) {
            throw new AssertionError("another clock than the lifecycle's");
        }
        tick = task;
        return () -> ticking = false;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        timers.add(new Timed(now + delay.toNanos(), task));
    }

    private record Timed(long at, Runnable task) {}

    private final class SimulatedServer implements SmtpServer {

        private final ListenerContext context;
        private boolean accepting;
        private boolean closing;

        SimulatedServer(ListenerContext context) {
            this.context = context;
        }

        @Override
        public void accept() {
            note("accept");
            accepting = true;
        }

        @Override
        public void close(Duration grace) {
            closing = true;
            List.copyOf(clients).forEach(client -> client.onLoop(client.connection::shutdown));
            if (!await(this, () -> connections() == 0, grace)) {
                List.copyOf(clients).forEach(client -> client.onLoop(client.connection::abort));
                if (!await(this, () -> connections() == 0, GRACE)) {
                    container.complaints.add(connections() + " connections would not close");
                }
            }
            note("closed");
        }

        @Override
        public List<InetSocketAddress> addresses() {
            return List.of();
        }

        @Override
        public int connections() {
            return (int) clients.stream().filter(client -> !client.released).count();
        }
    }

    // ---- The clients

    /** A client that keeps to SMTP, and may lose its patience. */
    private final class SimulatedClient {

        private final String name = "client" + clients.size();
        private final boolean lmtp = setting.settings.get(BindingKeys.PROTOCOL) == ServerProtocol.LMTP;
        private final boolean pipelining = random.nextBoolean();
        private final TestChannel channel = new TestChannel();
        private final Connection connection;
        private final List<SimulatedContainer.Bean> endedWith = new ArrayList<>();

        /** The commands that are not answered yet. */
        private final Deque<String> open = new ArrayDeque<>(List.of("greeting"));

        private final Deque<String> script = new ArrayDeque<>();
        private final StringBuilder received = new StringBuilder();
        private final List<Message> messages = new ArrayList<>();
        private String sessionId;
        private Message message;
        private int accepted;
        private boolean released;
        private boolean inputEnded;
        private boolean goodbye;

        /** One message, and the replies to its end. */
        private final class Message {
            private final String token = "token" + tokens++;
            private final List<String> recipients = new ArrayList<>();
            private final List<Integer> replies = new ArrayList<>();
        }

        SimulatedClient() {
            note(name + " connects");
            channel.freezeTime();
            connection = new Connection(server.context, ended -> {
                if (released) {
                    container.complaints.add(name + " was released twice");
                }
                released = true;
            });
            script.add(lmtp ? "LHLO c.example" : "EHLO c.example");
            if (random.nextInt(3) == 0) {
                script.add(AUTH);
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                script.addAll(List.of("MAIL FROM:<a@example.org>", "RCPT TO:<p@example.org>"));
                if (random.nextBoolean()) {
                    script.add("RCPT TO:<q@example.org>");
                }
                script.add("DATA");
            }
            script.add("QUIT");
            channel.pipeline().addLast(connection);
            channel.closeFuture().addListener(closed -> beans.stream()
                    .filter(bean -> active.containsKey(bean) || !bean.gone)
                    .filter(bean -> !bean.gone)
                    .forEach(endedWith::add));
            channel.pipeline().fireChannelActive();
        }

        boolean isSession(String id) {
            return id.equals(sessionId);
        }

        void onLoop(Runnable task) {
            channel.eventLoop().execute(task);
        }

        void loop() {
            channel.runPendingTasks();
            read();
        }

        void pass(int millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            read();
        }

        private void read() {
            received.append(channel.sent());
            for (int end; (end = received.indexOf("\r\n")) >= 0; received.delete(0, end + 2)) {
                String line = received.substring(0, end);
                if (line.charAt(3) != '-') {
                    reply(Integer.parseInt(line.substring(0, 3)), line);
                }
            }
        }

        private void reply(int code, String line) {
            note(name + " S: " + line);
            if (code == 421) {
                goodbye = true;
                return;
            }
            String command = open.poll();
            if (command == null) {
                container.complaints.add(name + " has a reply too many: " + line);
                return;
            }
            switch (command) {
                case "MAIL" -> {
                    accepted = 0;
                    message = new Message();
                }
                case "RCPT p@example.org", "RCPT q@example.org" -> {
                    if (code == 250) {
                        accepted++;
                        message.recipients.add(command.substring(5));
                    }
                }
                case "DATA" -> {
                    if (code == 354) {
                        body();
                    }
                }
                case "end" -> ended(code);
                case "greeting" -> {
                    if (code != 220) {
                        goodbye = true;
                    }
                }
                case "QUIT" -> goodbye = true;
                default -> {}
            }
        }

        private void ended(int code) {
            messages.get(messages.size() - 1).replies.add(code);
        }

        private void body() {
            messages.add(message);
            String text = "Subject: x\r\n\r\n" + message.token + " end\r\n.\r\n";
            for (int i = 0; i < (lmtp ? accepted : 1); i++) {
                open.add("end");
            }
            boolean quits = random.nextInt(4) == 0;
            if (quits) {
                script.clear();
                open.add("QUIT");
            }
            send(text + (quits ? "QUIT\r\n" : ""));
        }

        /** Sends what comes next, if it may. */
        boolean act() {
            read();
            if (!open.isEmpty() || script.isEmpty() || inputEnded || goodbye || !channel.isOpen()) {
                return false;
            }
            StringBuilder group = new StringBuilder();
            String line;
            do {
                line = script.remove();
                String verb = line.replaceAll(" .*", "");
                open.add(verb.equals("RCPT") ? "RCPT " + line.substring(9, line.length() - 1) : verb);
                group.append(line).append("\r\n");
            } while (pipelining && line.matches("(MAIL|RCPT).*") && !script.isEmpty());
            send(group.toString());
            return true;
        }

        private void send(String text) {
            if (channel.isOpen() && !inputEnded) {
                note(name + " C: " + text.replace("\r\n", " / "));
                int cut = random.nextInt(text.length() + 1);
                receive(text.substring(0, cut));
                receive(text.substring(cut));
            }
        }

        private void receive(String text) {
            if (!text.isEmpty() && channel.isOpen()) {
                channel.receive(text);
            }
        }

        void misbehave() {
            switch (random.nextInt(12)) {
                case 0 -> {
                    note(name + " ends its output");
                    inputEnded = true;
                    if (channel.isOpen()) {
                        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                    }
                }
                case 1 -> {
                    note(name + " resets the connection");
                    if (channel.isOpen()) {
                        channel.pipeline().fireExceptionCaught(new IOException("simulated: reset"));
                    }
                }
                case 2 -> channel.stuck = true;
                default -> {
                    if (channel.stuck) {
                        channel.stuck = false;
                        channel.flush();
                    }
                }
            }
        }

        private long rows(Message of, String recipient) {
            return container.committed.stream()
                    .filter(row -> row.startsWith(of.token + ' ' + recipient))
                    .count();
        }

        long committedMessages() {
            return messages.stream()
                    .filter(one -> container.committed.stream().anyMatch(row -> row.startsWith(one.token + ' ')))
                    .count();
        }

        void check(List<String> broken) {
            if (channel.isOpen() || !released) {
                broken.add(name + (released ? " is open" : " was not released"));
            }
            if (!goodbye && !inputEnded && channel.isOpen() && !open.isEmpty()) {
                broken.add(name + " waits for replies to " + open);
            }
            for (Message one : messages) {
                for (int i = 0; i < one.replies.size(); i++) {
                    boolean positive = one.replies.get(i) / 100 == 2;
                    List<String> about = lmtp ? List.of(one.recipients.get(i)) : one.recipients;
                    for (String recipient : about) {
                        if (positive && rows(one, recipient) == 0) {
                            broken.add(one.token + " for " + recipient + " was answered 2xx and not committed");
                        }
                        if (!positive && rows(one, recipient) > 0) {
                            broken.add(one.token + " for " + recipient + " was answered " + one.replies.get(i)
                                    + " and committed");
                        }
                    }
                }
            }
            channel.finishAndReleaseAll();
        }
    }
}
