package org.smtpconnector.adapter.jca;

import io.netty.util.ResourceLeakDetector;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.protocol.ServerProtocol;

/**
 * The promises of the adapter hold whatever the clients and the container do, in whatever order. {@code -Dsimulation.seed=N} runs one
 * schedule, {@code -Dsimulation.schedules=N} another number of them.
 */
class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 100_000);

    @Test
    void everyPromiseHoldsInEverySchedule() throws Exception {
        Long one = Long.getLong("simulation.seed");
        Logger log = Logger.getLogger("org.smtpconnector");
        Level before = log.getLevel();
        log.setLevel(Level.OFF); // every fault would be in it
        ResourceLeakDetector.Level leaks = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // other tests look for leaks
        try (Fibers fibers = new Fibers();
                LogCapture audit = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            Simulation.Setting smtp = new Simulation.Setting("smtp", ServerProtocol.SMTP);
            Simulation.Setting lmtp = new Simulation.Setting("lmtp", ServerProtocol.LMTP);
            long from = one == null ? 0 : one;
            long to = one == null ? SCHEDULES : one + 1;
            for (long seed = from; seed < to; seed++) {
                audit.lines().clear();
                new Simulation(seed, fibers, seed % 5 == 0 ? lmtp : smtp, audit.lines()).run();
            }
        } finally {
            log.setLevel(before);
            ResourceLeakDetector.setLevel(leaks);
        }
    }
}
