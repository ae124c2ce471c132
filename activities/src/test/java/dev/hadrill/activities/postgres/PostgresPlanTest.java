package dev.hadrill.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.postgres.PostgresNode.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresPlanTest {
    /** one and two: condition and timeline of members a and b; '+' streams. */
    @ParameterizedTest(name = "{0} beside {1}, intent {2}, stuck {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "PRIMARY 1,      STANDBY+ 1,     -, false, Whole",
                "PRIMARY 1,      STANDBY+ 1,     b, false, Whole", // the promotion never began
                "PRIMARY 2,      STANDBY+ 1,     -, false, Wait",
                "PRIMARY 1,      STANDBY 1,      -, false, Wait",
                "PRIMARY 2,      STANDBY 1,      -, true,  Rejoin b",
                "PRIMARY 1,      STANDBY 2,      -, true,  Ask",
                "PRIMARY 1,      DEAD_STANDBY 1, -, false, Start b",
                "PRIMARY 2,      DEAD_STANDBY 1, -, false, Start b",
                "PRIMARY 1,      DEAD_STANDBY 2, -, false, Ask",
                "DEAD_PRIMARY 1, STANDBY 1,      -, false, Start a",
                "DEAD_PRIMARY 1, STANDBY 1,      b, false, Promote b",
                "DEAD_PRIMARY 1, STANDBY 2,      -, false, Ask",
                "DEAD_PRIMARY 1, PRIMARY 2,      b, false, Rejoin a",
                "DEAD_PRIMARY 1, PRIMARY 2,      -, false, Rejoin a",
                "DEAD_PRIMARY 3, PRIMARY 2,      -, false, Fence b", // b is the old one, started by somebody
                "PRIMARY 1,      PRIMARY 2,      -, false, Fence a",
                "PRIMARY 3,      PRIMARY 2,      b, false, Fence b",
                "PRIMARY 1,      PRIMARY 1,      -, false, Ask",
                "PRIMARY 1,      PRIMARY 1,      b, false, Fence a",
                "PRIMARY 1,      PAUSED 0,       -, false, Fence b",
                "PAUSED 0,       STANDBY 1,      -, false, Unpause a",
                "PAUSED 0,       STANDBY 1,      b, false, Fence a",
                "PRIMARY 2,      SILENT 0,       -, false, Wait",
                "PRIMARY 2,      SILENT 0,       -, true,  Rejoin b copy",
                "PRIMARY 2,      DEAD_BROKEN 0,  -, false, Rejoin b copy",
                "PRIMARY 2,      DEAD_UNKNOWN 0, -, false, Ask",
                "SILENT 0,       STANDBY 1,      -, false, Wait",
                "SILENT 0,       STANDBY 1,      -, true,  Ask",
                "SILENT 0,       STANDBY 1,      b, false, Fence a",
                "STANDBY 1,      STANDBY 1,      -, false, Ask",
                "STANDBY 1,      STANDBY 1,      b, false, Promote b",
                "STANDBY 1,      DEAD_STANDBY 1, -, false, Ask",
                "STANDBY 1,      DEAD_STANDBY 1, b, false, Start b",
                "DEAD_PRIMARY 1, DEAD_STANDBY 1, -, false, Start a",
                "DEAD_PRIMARY 1, DEAD_STANDBY 1, b, false, Start b",
                "DEAD_PRIMARY 1, DEAD_PRIMARY 2, -, false, Start b",
                "DEAD_PRIMARY 1, DEAD_PRIMARY 2, b, false, Start b",
                "DEAD_PRIMARY 1, DEAD_PRIMARY 1, -, false, Ask",
                "DEAD_STANDBY 1, DEAD_STANDBY 1, -, false, Ask",
                "DEAD_PRIMARY 2, DEAD_BROKEN 0,  -, false, Start a",
                "DEAD_BROKEN 0,  DEAD_BROKEN 0,  -, false, Ask",
                "DEAD_BROKEN 0,  STANDBY 2,      b, false, Promote b",
                "SILENT 0,       SILENT 0,       -, false, Wait",
                "SILENT 0,       DEAD_STANDBY 1, -, true,  Ask",
            })
    void decides(String one, String two, @Nullable String intended, boolean stuck, String expected) {
        PostgresPlan plan = new PostgresPlan(intended, stuck);

        assertThat(text(plan.next(node("a", one), node("b", two)))).isEqualTo(expected);
        assertThat(text(plan.next(node("b", two), node("a", one))))
                .as("whatever the order")
                .isEqualTo(expected);
    }

    @Test
    void differentClustersAreNeverTouched() {
        PostgresNode one = new PostgresNode("a", Condition.PRIMARY, 2, "1", false);
        PostgresNode two = new PostgresNode("b", Condition.DEAD_PRIMARY, 1, "2", false);

        assertThat(new PostgresPlan("a", true).next(one, two)).isInstanceOf(PostgresStep.Ask.class);
    }

    private static PostgresNode node(String service, String text) {
        String[] words = text.split(" ");
        boolean streams = words[0].endsWith("+");
        Condition condition = Condition.valueOf(words[0].replace("+", ""));
        return new PostgresNode(service, condition, Integer.parseInt(words[1]), null, streams);
    }

    private static String text(PostgresStep step) {
        return switch (step) {
            case PostgresStep.Whole whole -> "Whole";
            case PostgresStep.Wait wait -> "Wait";
            case PostgresStep.Start start -> "Start " + start.service();
            case PostgresStep.Unpause unpause -> "Unpause " + unpause.service();
            case PostgresStep.Fence fence -> "Fence " + fence.service();
            case PostgresStep.Rejoin rejoin -> "Rejoin " + rejoin.service() + (rejoin.copy() ? " copy" : "");
            case PostgresStep.Promote promote -> "Promote " + promote.service();
            case PostgresStep.Ask ask -> "Ask";
        };
    }
}
