package dev.hadrill.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.ledger.Answer;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PsqlDialectTest {
    private final PsqlDialect dialect = new PsqlDialect("drill", true);

    @ParameterizedTest
    @CsvSource({
        "00000, ACKNOWLEDGED",
        "25006, FAILED", // read-only: a standby
        "53300, FAILED", // too many connections
        "42P01, FAILED", // no such table
        "57P01, INDETERMINATE", // terminated by an administrator, perhaps while it waited after its commit
        "57014, INDETERMINATE",
        "40003, INDETERMINATE",
        "08006, INDETERMINATE",
        "XX000, INDETERMINATE",
        "'', INDETERMINATE"
    })
    void anErrorCountsAsARefusalOnlyWhereNothingCanHaveBeenCommitted(String state, Outcome outcome) {
        assertThat(dialect.understand("done 17 " + state)).isEqualTo(new Answer.Told(outcome));
    }

    @Test
    void aWarningAtACommitLeavesItsFateOpen() {
        assertThat(dialect.understand("WARNING:  01000")).isEqualTo(new Answer.Doubt());
    }

    @Test
    void whatPsqlSaysBesideIsNoAnswer() {
        assertThat(dialect.understand("ERROR:  25006")).isEqualTo(new Answer.Nothing());
        assertThat(dialect.understand("psql: error: connection to server failed"))
                .isEqualTo(new Answer.Nothing());
    }

    @Test
    void theServerIsNamedByWhomItWasReached() {
        assertThat(dialect.understand("server postgres-standby")).isEqualTo(new Answer.Server("postgres-standby"));
        assertThat(dialect.understand("ready")).isEqualTo(new Answer.Ready());
        assertThat(new PsqlDialect("drill", false).hello())
                .as("inside a member it is known")
                .noneMatch(line -> line.contains("HOST"));
    }

    @Test
    void eachSideWritesToATableOfItsOwn() {
        assertThat(dialect.write(Side.APPLICATION, 7, 9).getFirst()).contains("_application ", "VALUES (7, 9)");
        assertThat(dialect.write(Side.BESIDE, 7, 9).getFirst()).contains("_beside ");
    }
}
