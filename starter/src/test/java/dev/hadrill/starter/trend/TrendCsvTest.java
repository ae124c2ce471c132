package dev.hadrill.starter.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.regression.Comparison;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendCsvTest {
    private static final Instant DAY = Instant.parse("2026-06-05T14:30:00Z");

    @Test
    void aGroupIsALineOfTheDocumentedColumns() {
        Comparison worse = new Comparison(
                "redis_kill",
                Comparison.Outcome.WORSE,
                5,
                20,
                -2.1,
                -3.0,
                -1.4,
                0.01,
                0.03,
                "worse by 2.1 s [1.4, 3.0]");

        assertThat(csv(new ReleaseTrend(
                        "eu", "redis_kill", "1.1", DAY, 7, 6, 5, 1, 1, 1, 5.25, 4.5, null, 20, null, worse)))
                .isEqualTo("stack,scenario,release,since,drills,passed,failed,inconclusive,never_recovered,median_sec,"
                        + "worst_hi_sec,rto_budget_sec,lost_writes,outcome,shift_sec,shift_lo_sec,shift_hi_sec,p_holm,comparison\r\n"
                        + "eu,redis_kill,1.1,2026-06-05T14:30:00Z,7,5,1,1,1,5.25,,20.0,,worse,-2.1,-3.0,-1.4,0.03,"
                        + "\"worse by 2.1 s [1.4, 3.0]\"\r\n");
    }

    @Test
    void quotesCommasAndLineEndsStayInTheirCell() {
        assertThat(lastCells("a\"b,c\r\nd")).startsWith("eu,redis_kill,\"a\"\"b,c\r\nd\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\")"})
    void noTextIsAFormula(String hostile) {
        assertThat(lastCells(hostile).replace("\"", "")).contains(",'" + hostile.replace("\"", ""));
    }

    private static String lastCells(String release) {
        String csv = csv(ComparisonsTest.group("eu", "redis_kill", release));
        return csv.substring(csv.indexOf("\r\n") + 2);
    }

    private static String csv(ReleaseTrend group) {
        return TrendCsv.of(new TrendReport("release", List.of(group), List.of()));
    }
}
