package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.ExecAsking;
import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A background worker's heartbeat, read in the member that is the Valkey master. */
@Tag("lab")
@Timeout(180)
class ExecProbeLabTest {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration FRESH_FOR = Duration.ofSeconds(3);

    private final Lab lab = new Lab();
    private final DockerEngines engines = new DockerEngines();
    private final List<Sample> samples = new ArrayList<>();

    @AfterEach
    void close() {
        engines.close();
        lab.close();
    }

    @Test
    void aHeartbeatIsGood() {
        try (ExecAsking asking = asking("GET heartbeat:worker", "[0-9]+")) {
            askUntil(asking, () -> last(Outcome.GOOD, 12));
            say("a heartbeat");
            assertThat(samples).extracting(Sample::outcome).containsOnly(Outcome.PROBER_ERROR, Outcome.GOOD);
        }
    }

    @Test
    void aValueThatNeverChangesIsBadOnceItShouldHave() {
        try (ExecAsking asking = asking("ECHO 42", "[0-9]+")) {
            askUntil(asking, () -> last(Outcome.WRONG, 4));
            say("a constant");
            assertThat(samples).extracting(Sample::outcome).containsOnly(Outcome.PROBER_ERROR, Outcome.WRONG);
        }
    }

    @Test
    void anErrorIsBadAtOnce() {
        try (ExecAsking asking = asking("INCR", "[0-9]+")) {
            askUntil(asking, () -> last(Outcome.WRONG, 4));
            say("an error");
        }
    }

    @Test
    void afterAFailoverTheNewMasterIsAsked() {
        Member master = lab.target("redis", Role.MASTER);
        try (ExecAsking asking = asking("GET heartbeat:worker", "[0-9]+")) {
            askUntil(asking, () -> last(Outcome.GOOD, 4));
            int before = samples.size();
            lab.kill(master);
            askUntil(asking, () -> samples.size() > before + 8 && last(Outcome.GOOD, 8));
            say("a failover");
            assertThat(samples.subList(before, samples.size()))
                    .extracting(Sample::outcome)
                    .contains(Outcome.REFUSED);
        } finally {
            lab.assertWhole(lab.heal(null, master));
        }
    }

    private ExecAsking asking(String ask, String pattern) {
        ExecProbe probe = new ExecProbe(
                "worker",
                new Target("redis", Role.MASTER),
                List.of("valkey-cli"),
                Map.of("REDISCLI_AUTH", "REDIS_PASSWORD"),
                ask,
                FRESH_FOR,
                pattern,
                INTERVAL);
        Probe url = new UrlProbe("lb", URI.create("http://127.0.0.1/"), null, null, null, null, null);
        Probing probing = new Probing(null, null, null, null, null, List.of(url, probe), null);
        Members members = new Members(engines);
        return ExecAsking.of(probe, probing, () -> members.find(lab.stack, probe.in()));
    }

    private void askUntil(ExecAsking asking, BooleanSupplier seen) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!seen.getAsBoolean() && System.nanoTime() < end) {
            long planned = System.nanoTime();
            samples.add(asking.ask(planned, instant -> {}));
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(seen.getAsBoolean()).as("%s", outcomes()).isTrue();
    }

    private boolean last(Outcome outcome, int count) {
        int from = samples.size() - count;
        return from >= 0
                && samples.subList(from, samples.size()).stream().allMatch(sample -> sample.outcome() == outcome);
    }

    /** Runs of the same outcome, and how long they were. */
    private void say(String what) {
        double latencyMs = samples.stream()
                .filter(Sample::good)
                .mapToLong(Sample::latencyNs)
                .average()
                .orElse(0);
        Lab.say("exec probe, %s: %s; good answers took %.1f ms on average"
                .formatted(what, outcomes(), latencyMs / 1e6));
    }

    private List<String> outcomes() {
        List<String> runs = new ArrayList<>();
        Sample first = null;
        for (Sample sample : samples) {
            if (first == null || sample.outcome() != first.outcome()) {
                first = sample;
                runs.add("%s from %.1f s"
                        .formatted(
                                sample.outcome(),
                                (sample.sentNs() - samples.getFirst().sentNs()) / 1e9));
            }
        }
        return runs;
    }
}
