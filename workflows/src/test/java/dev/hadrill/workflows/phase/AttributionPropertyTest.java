package dev.hadrill.workflows.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Role;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever was seen, missed, or came out of order, the phases are the recovery time without holes. */
class AttributionPropertyTest {
    private static final String SEED = "4";
    private static final List<String> SOURCES = List.of("sentinel/a", "valkey/b", "postgres/c", "docker/d");

    @Property(tries = 2000, seed = SEED, shrinking = ShrinkingMode.OFF)
    void phasesAreContiguousAndSumToTheRecoveryTime(@ForAll long seed, @ForAll Role target) {
        Seen seen = anything(new Random(seed));
        Rto rto = Rto.of(seen.observation(), seen.injection());

        List<PhaseSpan> phases = seen.phasesOf(target);

        assertThat(phases.getFirst().fromSec()).isZero();
        assertThat(phases.getLast().toSec()).isEqualTo(rto.midSec());
        for (int i = 1; i < phases.size(); i++) {
            assertThat(phases.get(i).fromSec()).isEqualTo(phases.get(i - 1).toSec());
        }
        assertThat(phases).allSatisfy(span -> {
            assertThat(span.durationSec()).isPositive();
            assertThat(span.errorSec()).isNotNegative();
            assertThat(span.until()).isNotBlank();
        });
        assertThat(phases.stream().mapToDouble(PhaseSpan::durationSec).sum()).isCloseTo(rto.midSec(), within(1e-9));
    }

    @Property(tries = 500, seed = SEED, shrinking = ShrinkingMode.OFF)
    void knownPhasesComeInTheirOrder(@ForAll long seed, @ForAll Role target) {
        List<RtoPhase> known = anything(new Random(seed)).phasesOf(target).stream()
                .map(PhaseSpan::phase)
                .filter(phase -> phase != RtoPhase.UNATTRIBUTED)
                .toList();

        assertThat(known).isSorted().doesNotHaveDuplicates();
    }

    private static Seen anything(Random random) {
        Seen seen = new Seen().injectedWithin(random.nextDouble() * 0.4);
        for (int i = random.nextInt(12); i > 0; i--) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            double at = random.nextDouble() * 20 - 2;
            Double notBefore = random.nextBoolean() ? at - random.nextDouble() : null;
            seen.sighted(notBefore, at, kind, SOURCES.get(random.nextInt(SOURCES.size())), "+seen");
        }
        if (random.nextBoolean()) {
            double at = random.nextDouble() * 9;
            if (random.nextBoolean()) {
                seen.approval(at, at + random.nextDouble() * 9);
            }
            seen.step("fence", at, at + random.nextDouble());
            if (random.nextBoolean()) {
                seen.step(StepDone.PROMOTE, random.nextDouble() * 9, random.nextDouble() * 18);
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            seen.replica("replica_" + i, outage(random, random.nextBoolean()));
        }
        return seen.users(outage(random, true));
    }

    private static Outage outage(Random random, boolean ends) {
        double start = random.nextDouble();
        double good = start + 0.5 + random.nextDouble() * 10;
        double end = good + (random.nextBoolean() ? 0 : random.nextDouble() * 5);
        double width = random.nextDouble() * 0.1;
        Bounds firstGood = random.nextInt(4) == 0 && !ends ? null : Seen.bounds(good, width);
        return Seen.outage(start, firstGood, ends ? Seen.bounds(end, width) : null);
    }
}
