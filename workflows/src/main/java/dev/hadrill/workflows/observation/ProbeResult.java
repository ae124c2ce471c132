package dev.hadrill.workflows.observation;

import java.util.List;

/** What one probe saw, in figures; its samples are in the history. */
public record ProbeResult(
        String probe,
        Baseline baseline,
        int total,
        int bad,
        List<Outage> outages,
        List<Gap> gaps,
        long lagP99Us,
        long lagMaxUs,
        int late) {
    public ProbeResult {
        outages = List.copyOf(outages);
        gaps = List.copyOf(gaps);
    }
}
