package dev.hadrill.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a client without a container, that says what it is told to. */
@Timeout(30)
class ExecAskingTest {
    private static final Duration FRESH_FOR = Duration.ofMillis(400);
    private static final Duration SLOW_AFTER = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    /** One start of the client. */
    private record Started(Consumer<ExecStream.Line> onLine, Runnable onEnd, List<String> asked) {
        void say(String text) {
            onLine.accept(new ExecStream.Line(System.nanoTime(), false, text));
        }

        void complain(String text) {
            onLine.accept(new ExecStream.Line(System.nanoTime(), true, text));
        }
    }

    private final List<Started> starts = new CopyOnWriteArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger beats = new AtomicInteger();
    private volatile boolean findable = true;
    private volatile Function<Started, List<String>> answers =
            started -> List.of(String.valueOf(beats.incrementAndGet()));
    private final ExecAsking asking = new ExecAsking(probe(), probing(), this::open);

    @AfterEach
    void close() {
        asking.close();
    }

    @Test
    void aValueThatChangesIsGoodAndOneThatStopsIsNot() {
        awaitOutcome(Outcome.GOOD);
        int stuck = beats.incrementAndGet();
        answers = started -> List.of(String.valueOf(stuck));
        assertThat(ask().outcome()).isEqualTo(Outcome.GOOD);
        awaitOutcome(Outcome.WRONG);
        answers = started -> List.of(String.valueOf(beats.incrementAndGet()));
        assertThat(ask().outcome()).isEqualTo(Outcome.GOOD);
        assertThat(starts).hasSize(1);
    }

    @Test
    void untilItChangedOnceOrShouldHaveNothingIsKnown() {
        answers = started -> List.of("1");
        awaitOutcome(Outcome.WRONG);
        assertThat(ask().outcome()).isEqualTo(Outcome.WRONG);
    }

    @Test
    void anErrorIsNoNewValueAndItsSecondLineIsNoAnswer() {
        awaitOutcome(Outcome.GOOD);
        answers = started -> List.of("LOADING the data set", "");
        for (int i = 0; i < 5; i++) {
            assertThat(ask().outcome()).isEqualTo(Outcome.WRONG);
        }
        answers = started -> List.of(String.valueOf(beats.incrementAndGet()));
        assertThat(ask().outcome()).isEqualTo(Outcome.GOOD);
        assertThat(starts).hasSize(1);
    }

    @Test
    void aComplaintIsARefusal() {
        awaitOutcome(Outcome.GOOD);
        answers = started -> {
            started.complain("Could not connect");
            started.complain("Could not connect");
            return List.of();
        };
        assertThat(ask().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ask().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aLateAnswerIsSlowAndOneThatNeverComesTimesOutAndOpensTheClientAgain() {
        awaitOutcome(Outcome.GOOD);
        answers = started -> {
            answerAfter(started, SLOW_AFTER.plusMillis(100));
            return List.of();
        };
        assertThat(ask().outcome()).isEqualTo(Outcome.SLOW);
        answers = started -> List.of();
        Sample hung = ask();
        assertThat(hung.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(hung.latencyNs()).isBetween(TIMEOUT.toNanos(), TIMEOUT.toNanos() + 300_000_000);
        assertThat(closes).hasValue(1);
        await().until(() -> starts.size() == 2);
    }

    @Test
    void anAnswerToAnOverdueQuestionIsNotTakenForOneToALaterQuestion() {
        awaitOutcome(Outcome.GOOD);
        answers = started -> List.of();
        Started first = starts.getFirst();
        assertThat(ask().outcome()).isEqualTo(Outcome.TIMED_OUT);
        await().until(() -> starts.size() == 2);
        Started second = starts.get(1);
        CompletableFuture<Sample> later = askAside();
        await().until(() -> second.asked().size() == 1 || later.isDone());
        first.say("999999");
        assertThat(later.join().outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void ofSeveralQuestionsEachHasItsOwnAnswer() {
        awaitOutcome(Outcome.GOOD);
        answers = started -> List.of();
        Started client = starts.getFirst();
        int before = client.asked().size();
        List<CompletableFuture<Sample>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int upTo = before + i + 1;
            asked.add(askAside());
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> client.asked().size() == upTo);
        }
        client.say("7001");
        client.say("7002");
        client.say("7003");
        List<Sample> samples = asked.stream().map(CompletableFuture::join).toList();
        assertThat(samples).extracting(Sample::outcome).containsOnly(Outcome.GOOD);
        assertThat(samples).extracting(Sample::doneNs).isSorted();
    }

    @Test
    void aClientThatEndedIsARefusalUntilTheMemberIsFoundAgain() {
        awaitOutcome(Outcome.GOOD);
        findable = false;
        starts.getFirst().onEnd().run();
        assertThat(ask().outcome()).isEqualTo(Outcome.REFUSED);
        await().pollDelay(Duration.ofMillis(700)).until(() -> ask().outcome() == Outcome.REFUSED);
        findable = true;
        awaitOutcome(Outcome.GOOD);
        assertThat(starts).hasSize(2);
    }

    @Test
    void aQuestionNeverWaitsForTheClientToBeOpened() {
        starts.clear();
        ExecAsking hanging = new ExecAsking(probe(), probing(), (onLine, onEnd) -> {
            new CompletableFuture<Void>().join();
            throw new IllegalStateException("never");
        });
        Sample sample = hanging.ask(System.nanoTime(), instant -> {});
        assertThat(sample.outcome()).isEqualTo(Outcome.PROBER_ERROR);
        assertThat(sample.latencyNs()).isLessThan(100_000_000);
        hanging.close();
    }

    private ExecAsking.Client open(Consumer<ExecStream.Line> onLine, Runnable onEnd) {
        if (!findable) {
            throw new IllegalStateException("no member has the role");
        }
        Started started = new Started(onLine, onEnd, new CopyOnWriteArrayList<>());
        starts.add(started);
        return new ExecAsking.Client(
                line -> {
                    started.asked().add(line);
                    answers.apply(started).forEach(started::say);
                },
                closes::incrementAndGet);
    }

    private void answerAfter(Started started, Duration wait) {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(wait);
                started.say(String.valueOf(beats.incrementAndGet()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void awaitOutcome(Outcome outcome) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> ask().outcome() == outcome);
    }

    private CompletableFuture<Sample> askAside() {
        CompletableFuture<Sample> sample = new CompletableFuture<>();
        Thread.startVirtualThread(() -> sample.complete(ask()));
        return sample;
    }

    private Sample ask() {
        return asking.ask(System.nanoTime(), instant -> {});
    }

    private static ExecProbe probe() {
        return new ExecProbe(
                "worker",
                new Target("redis", Role.MASTER),
                List.of("valkey-cli"),
                Map.of(),
                "GET heartbeat:worker",
                FRESH_FOR,
                "[0-9]+",
                null);
    }

    private static Probing probing() {
        Probe url = new UrlProbe("lb", URI.create("http://127.0.0.1/"), null, null, null, null, null);
        return new Probing(null, TIMEOUT, SLOW_AFTER, null, null, List.of(url, probe()), null);
    }
}
