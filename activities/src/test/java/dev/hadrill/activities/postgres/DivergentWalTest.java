package dev.hadrill.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.ledger.WalLoss;
import org.junit.jupiter.api.Test;

class DivergentWalTest {
    private static final String HISTORY =
            "1\t0/3000060\tno recovery target specified\n\n2\t0/51A2B30\tno recovery target specified\n";

    @Test
    void theSwitchPointIsWhereThatTimelineWasLeft() {
        assertThat(DivergentWal.switchPoint(HISTORY, 1)).contains("0/3000060");
        assertThat(DivergentWal.switchPoint(HISTORY, 2)).contains("0/51A2B30");
        assertThat(DivergentWal.switchPoint(HISTORY, 3)).isEmpty();
        assertThat(DivergentWal.switchPoint("", 1)).isEmpty();
    }

    @Test
    void theEndOfTheLogIsNoProblem() {
        String text = "records 66\ncommits 24\nledger 20\n"
                + "end pg_waldump: error: error in WAL record at 0/3004A10: invalid record length at 0/3004A48\n";

        assertThat(DivergentWal.parse(text, 1, "0/3000060")).isEqualTo(new WalLoss(1, "0/3000060", 24, 20, null));
    }

    @Test
    void aLogThatEndsAtTheSwitchPointLostNothing() {
        String text = "records 0\ncommits 0\nledger 0\n"
                + "end pg_waldump: error: could not find a valid record after 0/3000060\n";

        assertThat(DivergentWal.parse(text, 1, "0/3000060")).isEqualTo(new WalLoss(1, "0/3000060", 0, 0, null));
    }

    @Test
    void aLogThatIsNotThereIsAProblemAndNotANought() {
        String text = "records 0\ncommits 0\nledger 0\n"
                + "end pg_waldump: error: could not find file \"000000010000000000000003\"\n";

        assertThat(DivergentWal.parse(text, 1, "0/3000060").problem()).contains("could not find file");
        assertThat(DivergentWal.parse("end sh: 1: pg_waldump: not found\n", 1, "0/3")
                        .problem())
                .contains("not found");
    }
}
