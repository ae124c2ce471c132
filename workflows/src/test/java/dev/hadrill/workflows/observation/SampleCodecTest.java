package dev.hadrill.workflows.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SampleCodecTest {
    @Property(tries = 500)
    void whatWasWrittenIsReadWithinAMicrosecondAndWithItsBounds(@ForAll("samples") List<Sample> samples) {
        List<Sample> read = SampleCodec.decode(SampleCodec.encode(samples));
        assertThat(read).hasSameSizeAs(samples);
        for (int i = 0; i < read.size(); i++) {
            Sample was = samples.get(i);
            Sample is = read.get(i);
            assertThat(is.outcome()).isEqualTo(was.outcome());
            assertThat(is.httpCode()).isEqualTo(was.httpCode());
            assertThat(was.plannedNs() - is.plannedNs()).isBetween(0L, 999L);
            assertThat(was.sentNs() - is.sentNs()).isBetween(0L, 999L);
            assertThat(is.doneNs() - was.doneNs()).isBetween(0L, 999L);
        }
    }

    @Property(tries = 500)
    void damageIsNeverReadAsSamples(@ForAll("samples") List<Sample> samples, @ForAll long seed) {
        byte[] bytes = SampleCodec.encode(samples);
        Random random = new Random(seed);
        byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        assertThatThrownBy(() -> SampleCodec.decode(cut)).isInstanceOf(UncheckedIOException.class);
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        List<Sample> unharmed = SampleCodec.decode(bytes);
        try {
            // A few bits mean nothing to the container: padding, and a larger window.
            assertThat(SampleCodec.decode(flipped)).isEqualTo(unharmed);
        } catch (UncheckedIOException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Example
    void aSteadyMinuteTakesFewBytes() {
        Random random = new Random(1);
        List<Sample> samples = IntStream.range(0, 3_000)
                .mapToObj(i -> {
                    long planned = 5_000_000_000L + i * 20_000_000L;
                    long sent = planned + random.nextInt(200_000);
                    return new Sample(planned, sent, sent + 2_000_000 + random.nextInt(900_000), Outcome.GOOD, 200);
                })
                .toList();
        assertThat(SampleCodec.encode(samples).length / 3_000.0).isLessThan(7);
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        Arbitrary<Long> instants = Arbitraries.longs().between(-1_000_000_000L, Long.MAX_VALUE / 4);
        return Combinators.combine(
                        instants,
                        Arbitraries.longs().between(0, 100_000_000_000L),
                        Arbitraries.longs().between(0, 100_000_000_000L),
                        Arbitraries.of(Outcome.class),
                        Arbitraries.integers().between(0, 599))
                .as((planned, lag, latency, outcome, code) ->
                        new Sample(planned, planned + lag, planned + lag + latency, outcome, code))
                .list()
                .ofMaxSize(60);
    }
}
