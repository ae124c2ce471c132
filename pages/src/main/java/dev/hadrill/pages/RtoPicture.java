package dev.hadrill.pages;

import java.util.List;

/**
 * Recovery time on a scale that has its budget on it. Places and widths are in percent of the picture.
 *
 * @param words all of it, for who cannot see it
 * @param open whether the interval has no end
 */
public record RtoPicture(
        String words,
        Tone tone,
        boolean open,
        String from,
        String width,
        String budgetAt,
        String budgetAnchor,
        String budget,
        String intervalAt,
        String intervalAnchor,
        String interval,
        List<Scale.Tick> ticks) {
    private static final double ROOM = 1.18;

    static RtoPicture of(ReportView.Rto rto, Tone tone) {
        Double hi = rto.hi();
        double shown = hi == null ? rto.lo() * 1.25 : hi;
        Scale scale = new Scale(0, ROOM * Math.max(rto.budget(), shown));
        double end = hi == null ? scale.hi() : hi;
        double middle = hi == null ? rto.lo() : (rto.lo() + hi) / 2;
        String interval = Seconds.interval(rto.lo(), hi);
        String budget = "budget " + Seconds.brief(rto.budget());
        return new RtoPicture(
                "Recovery took %s; the %s. %s".formatted(interval, budget, against(rto)),
                tone,
                hi == null,
                scale.percent(rto.lo()),
                Scale.percentOf(scale.fraction(end) - scale.fraction(rto.lo())),
                scale.percent(rto.budget()),
                scale.anchor(rto.budget(), 0.15),
                budget,
                scale.percent(middle),
                scale.anchor(middle, 0.2),
                interval,
                scale.ticks(8, ""));
    }

    private static String against(ReportView.Rto rto) {
        Double hi = rto.hi();
        if (rto.lo() > rto.budget()) {
            return "All of the interval is over the budget.";
        }
        return hi != null && hi <= rto.budget()
                ? "All of the interval is within the budget."
                : "The budget lies inside the interval.";
    }
}
