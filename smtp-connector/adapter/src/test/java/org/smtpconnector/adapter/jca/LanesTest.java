package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smtpconnector.protocol.Caller;

/** A lane makes one call after another, of one user and one class loader; it overtakes nobody, and nobody waits long for it. */
class LanesTest extends LifecycleFixture {

    @Test
    void fastCallsShareOneLane() {
        List<Question> questions = List.of(question("a"), question("b"), question("c"), question("d"));
        questions.forEach(queue::add);

        assertThat(workManager.scheduled()).isEqualTo(1);
        workManager.runNext();
        assertThat(performed).containsExactly("a", "b", "c", "d");
        assertThat(given).hasSize(4);
        assertThat(workManager.scheduled()).isZero();
        assertThat(queue.running()).isZero();
    }

    @Test
    void aCallThatHasWaitedInVainForAMillisecondGetsALaneOfItsOwn() {
        Question blocked = question("blocked");
        blocked.during = () -> {
            queue.add(question("b"));
            assertThat(workManager.scheduled()).isZero();
            letPatienceEnd();
            assertThat(workManager.scheduled()).isEqualTo(1);
            workManager.runNext();
            assertThat(performed).containsExactly("blocked", "b");
        };
        queue.add(blocked);
        workManager.runAll();
        assertThat(blocked.answers).containsExactly(COMMITTED);
    }

    @Test
    void aBeanThatHasBeenBusyForLongIsNotWaitedFor() {
        Question busy = question("busy");
        busy.during = () -> {
            now += PATIENCE.toNanos();
            queue.add(question("b"));
            assertThat(workManager.scheduled()).isEqualTo(1);
        };
        queue.add(busy);
        workManager.runAll();
        assertThat(performed).containsExactly("busy", "b");
    }

    @Test
    void whereCallsAreSlowEachGetsALaneAtOnce() {
        for (int i = 0; i < 3; i++) {
            Question slow = question("slow");
            slow.during = () -> now += Duration.ofMillis(20).toNanos();
            queue.add(slow);
            workManager.runAll();
        }

        queue.add(question("a"));
        queue.add(question("b"));
        assertThat(workManager.scheduled()).isEqualTo(2);
    }

    @Test
    void aLaneMakesNoCallOfAnotherUserAndNoneOvertakes() {
        queue.add(question("nobody"));
        queue.add(new Question("bob", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of("staff"))));
        queue.add(question("nobody again"));
        assertThat(workManager.scheduled()).isEqualTo(2);
        workManager.runNext();
        assertThat(performed).containsExactly("nobody", "nobody again");

        performed.clear();
        queue.add(new Question("bob without groups", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of())));
        assertThat(queue.waiting()).isEqualTo(0);
        workManager.runNext();
        assertThat(performed).containsExactly("bob");
        workManager.runNext();
        assertThat(performed).containsExactly("bob", "bob without groups");
    }

    @Test
    void aLaneEndsForACallThatItMayNotMake() {
        Question first = question("first");
        Question second = question("second");
        queue.add(first);
        queue.add(second);
        letPatienceEnd(); // both permits are taken
        queue.add(new Question("bob", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of())));
        queue.add(question("younger"));

        workManager.runNext();
        assertThat(performed).containsExactly("first");
        assertThat(given)
                .hasSize(
                        3); // the permit of the first lane went to bob's call, which had waited longer than the younger
        // one
        workManager.runAll();
        assertThat(performed).containsExactlyInAnyOrder("first", "second", "bob", "younger");
    }

    @Test
    void aLaneGivesItsThreadBackAfterAWhileAlthoughCallsWait() {
        Question first = question("first");
        Question second = question("second");
        queue.add(first);
        queue.add(second);
        first.during = () -> now += Duration.ofMillis(50).toNanos();
        workManager.runNext();

        assertThat(performed).containsExactly("first");
        assertThat(workManager.scheduled()).isEqualTo(1);
        workManager.runNext();
        assertThat(second.answers).containsExactly(COMMITTED);
    }

    @Test
    void theContextClassLoaderIsSetAnewForEachCallOfALane() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> loaders = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Question question = question(name);
            question.during = () -> {
                loaders.add(Thread.currentThread().getContextClassLoader());
                Thread.currentThread().setContextClassLoader(null);
            };
            queue.add(question);
        }
        workManager.runNext();

        assertThat(loaders).containsExactly(BEAN.loader(), BEAN.loader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void whereNoCallMayWaitALaneIsOpenedForEach() {
        DeliveryLifecycle impatient = lifecycle(0);
        Question first = question("first");
        Question second = question("second");
        impatient.add(first);
        impatient.add(second);
        workManager.runAll();

        assertThat(List.of(first, second))
                .allSatisfy(question -> assertThat(question.answers).containsExactly(COMMITTED));
    }
}
