package dev.hadrill.worker.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.Stream;

/** The Temporal SDK asks for 70 buckets of every latency, of every kind of activity and request: thousands of series. */
final class FewBuckets implements MeterFilter {
    private static final double[] NANOSECONDS = Stream.of(10, 100, 1_000, 10_000, 100_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder()
                .percentilesHistogram(false)
                .serviceLevelObjectives(NANOSECONDS)
                .build()
                .merge(config);
    }
}
