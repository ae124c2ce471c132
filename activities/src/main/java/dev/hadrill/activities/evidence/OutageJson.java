package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Outage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outage in report.json, in seconds since {@code started_at}.
 *
 * @param startAt the wall clock's label of {@code start}
 * @param firstGood when the service was first good again, if not for good
 * @param durationSec null when it was not over while it was observed
 * @param durationLoSec it lasted at least this long, over or not
 */
record OutageJson(
        Interval start,
        @Nullable Interval firstGood,
        @Nullable Interval end,
        @Nullable Interval durationSec,
        double durationLoSec,
        Instant startAt,
        @Nullable Instant endAt,
        int flaps,
        int badProbes) {

    static OutageJson of(Outage outage, Timeline timeline) {
        Double longest = outage.lastedHiSec();
        Bounds end = outage.end();
        return new OutageJson(
                timeline.at(outage.start()),
                at(timeline, outage.firstGood()),
                at(timeline, end),
                longest == null ? null : Interval.of(outage.lastedLoSec(), longest),
                Timeline.round(outage.lastedLoSec()),
                timeline.origin().at(outage.start().loNs()).wall(),
                end == null ? null : timeline.origin().at(end.hiNs()).wall(),
                outage.flaps(),
                outage.badProbes());
    }

    private static @Nullable Interval at(Timeline timeline, @Nullable Bounds bounds) {
        return bounds == null ? null : timeline.at(bounds);
    }
}
