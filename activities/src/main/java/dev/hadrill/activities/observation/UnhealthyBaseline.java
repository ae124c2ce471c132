package dev.hadrill.activities.observation;

import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Says what was wrong with a service that was not good for long enough to be attacked. */
record UnhealthyBaseline(Probing probing, Duration patience) {
    private static final int LAST_ANSWERS = 5;

    String of(List<Lane> deciding) {
        return deciding.stream()
                .filter(lane -> !lane.live().goodFor(probing.baseline(), Long.MIN_VALUE))
                .map(this::of)
                .collect(Collectors.joining("; "));
    }

    private String of(Lane lane) {
        List<Sample> seen = lane.samples();
        String last = seen.subList(Math.max(0, seen.size() - LAST_ANSWERS), seen.size()).stream()
                .map(UnhealthyBaseline::answer)
                .collect(Collectors.joining(", "));
        return "probe %s %s: not good for %s on end within %s; expected %s within %d ms, the last answers were: %s"
                .formatted(
                        lane.probe().name(),
                        lane.probe().question(),
                        seconds(probing.baseline()),
                        seconds(patience),
                        lane.probe().expectation(),
                        probing.slowAfter().toMillis(),
                        last.isEmpty() ? "none" : last);
    }

    private static String answer(Sample sample) {
        return sample.outcome() == Outcome.WRONG && sample.httpCode() != 0
                ? "HTTP " + sample.httpCode()
                : sample.outcome().words();
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
