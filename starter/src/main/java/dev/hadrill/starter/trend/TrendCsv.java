package dev.hadrill.starter.trend;

import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.regression.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Groups as RFC 4180 has it; no text of others can be a formula in a spreadsheet. */
public final class TrendCsv {
    private static final String FORMULA = "=+-@\t\r\n";

    private TrendCsv() {}

    /** With a header, each line ended by CR LF. */
    public static String of(TrendReport trends) {
        Stream<String> header = Stream.of(line(List.of(
                "stack",
                "scenario",
                trends.by(),
                "since",
                "drills",
                "passed",
                "failed",
                "inconclusive",
                "never_recovered",
                "median_sec",
                "worst_hi_sec",
                "rto_budget_sec",
                "lost_writes",
                "outcome",
                "shift_sec",
                "shift_lo_sec",
                "shift_hi_sec",
                "p_holm",
                "comparison")));
        return Stream.concat(header, trends.groups().stream().map(TrendCsv::row))
                .collect(Collectors.joining());
    }

    private static String row(ReleaseTrend group) {
        Comparison comparison = group.comparison();
        return line(Arrays.asList(
                text(group.stack()),
                text(group.scenario()),
                text(group.group()),
                group.since().toString(),
                group.drills(),
                group.passed(),
                group.failed(),
                group.inconclusive(),
                group.neverRecovered(),
                group.medianSec(),
                group.worstHiSec(),
                group.rtoBudgetSec(),
                group.lostWrites(),
                of(comparison, it -> it.outcome().name().toLowerCase(Locale.ROOT)),
                of(comparison, Comparison::shiftSec),
                of(comparison, Comparison::shiftLoSec),
                of(comparison, Comparison::shiftHiSec),
                of(comparison, Comparison::pHolm),
                of(comparison, it -> text(it.words()))));
    }

    private static @Nullable Object of(@Nullable Comparison comparison, Function<Comparison, @Nullable Object> column) {
        return comparison == null ? null : column.apply(comparison);
    }

    private static String line(List<? extends @Nullable Object> cells) {
        return cells.stream().map(TrendCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** A spreadsheet takes what begins so for a formula; an apostrophe makes it text. */
    private static String text(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
