package dev.hadrill.workflows.regression;

import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an independent implementation says; made by {@code fixtures.py}, which lies beside them. */
record Fixtures(String by, List<Case> samples, List<Corrected> holm) {
    /** Null in a sample is a run that never recovered; in a shift, that it is unbounded. */
    record Case(
            String name,
            List<@Nullable Double> candidate,
            List<@Nullable Double> baseline,
            double p,
            String pBy,
            @Nullable Double shift,
            @Nullable Double lo,
            @Nullable Double hi,
            String intervalBy) {
        double[] candidateSec() {
            return seconds(candidate);
        }

        double[] baselineSec() {
            return seconds(baseline);
        }

        private static double[] seconds(List<@Nullable Double> values) {
            return values.stream()
                    .mapToDouble(value -> value == null ? Double.POSITIVE_INFINITY : value)
                    .toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Corrected(List<Double> p, List<Double> corrected) {}

    static Fixtures read() {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/regression/fixtures.json"))) {
            return Json.mapper().readValue(in, Fixtures.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> cases() {
        return read().samples();
    }
}
