package dev.hadrill.activities.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.ledger.Answer;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliDialectTest {
    private final CliDialect dialect = new CliDialect("drill", host -> host.equals("10.0.0.7") ? "redis" : host);

    @ParameterizedTest
    @CsvSource({
        "17, ACKNOWLEDGED",
        "READONLY You can't write against a read only replica., FAILED",
        "LOADING Valkey is loading the dataset in memory, FAILED",
        "NOREPLICAS Not enough good replicas to write., FAILED",
        "OOM command not allowed, FAILED",
        "Error: Server closed the connection, INDETERMINATE",
        "Could not connect to Valkey at 10.0.0.7:6379: Connection refused, INDETERMINATE",
        "UNHEARD of, INDETERMINATE"
    })
    void onlyAnIntegerIsAnAcknowledgementAndOnlyAKnownErrorARefusal(String line, Outcome outcome) {
        assertThat(dialect.understand(line)).isEqualTo(new Answer.Told(outcome));
    }

    @Test
    void theEmptyLineAfterAnErrorIsNoAnswer() {
        assertThat(dialect.understand("")).isEqualTo(new Answer.Nothing());
    }

    @Test
    void theServerIsNamedByItsServiceWhereItIsAMembers() {
        assertThat(dialect.understand("server 10.0.0.7")).isEqualTo(new Answer.Server("redis"));
        assertThat(dialect.understand("server elsewhere")).isEqualTo(new Answer.Server("elsewhere"));
        assertThat(dialect.understand("PONG")).isEqualTo(new Answer.Ready());
    }

    @Test
    void eachWriterAppendsToAListOfItsOwn() {
        assertThat(dialect.write(Side.APPLICATION, 7, 9))
                .singleElement()
                .asString()
                .matches("RPUSH hadrill:ledger:[0-9a-f]{16}:application:7 9");
    }
}
