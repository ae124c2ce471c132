package dev.hadrill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores for people. */
final class ScoreTable {
    private static final String HEAD = "%-11s %7s %8s  %-23s  %-23s  %-15s  %s";

    private ScoreTable() {}

    static List<String> lines(List<Score> scores) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD.formatted(
                "ms",
                "outages",
                "covered",
                "width p50 / p95",
                "error p50 / p95 / max",
                "delta (answers)",
                "the script it replaces: error, least / median / most"));
        for (Score score : scores) {
            lines.add(HEAD.formatted(
                    score.kind(),
                    score.outages(),
                    score.covered() == score.outages() ? "all" : score.covered(),
                    "%s / %s%s"
                            .formatted(
                                    ms(score.width().p50()),
                                    ms(score.width().p95()),
                                    score.allowedWidthMs() == null
                                            ? ""
                                            : " (<= %s)".formatted(ms(score.allowedWidthMs()))),
                    "%s / %s / %s"
                            .formatted(
                                    ms(score.error().p50()),
                                    ms(score.error().p95()),
                                    ms(score.error().max())),
                    "%s (%d)".formatted(ms(score.answerWithinMs()), score.baselineAnswers()),
                    replaced(score)));
        }
        return lines;
    }

    private static String replaced(Score score) {
        Score.Replaced loop = score.replaced();
        Double least = loop.leastMs();
        Double median = loop.medianMs();
        Double most = loop.mostMs();
        String unseen = loop.unseen() == 0 ? "" : "%d of %d not seen".formatted(loop.unseen(), score.outages());
        if (least == null || median == null || most == null) {
            return unseen;
        }
        String errors = String.format(Locale.ROOT, "%+.0f / %+.0f / %+.0f", least, median, most);
        return unseen.isEmpty() ? errors : errors + ", " + unseen;
    }

    private static String ms(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }
}
