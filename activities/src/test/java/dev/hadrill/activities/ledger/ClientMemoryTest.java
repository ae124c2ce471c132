package dev.hadrill.activities.ledger;

import static dev.hadrill.workflows.ledger.Write.Outcome.ACKNOWLEDGED;
import static dev.hadrill.workflows.ledger.Write.Outcome.FAILED;
import static dev.hadrill.workflows.ledger.Write.Outcome.INDETERMINATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.ledger.Remembered;
import dev.hadrill.workflows.ledger.Session;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientMemoryTest {
    /** Says what it is told in words. */
    private static final Dialect WORDS = new Dialect() {
        @Override
        public List<String> hello() {
            return List.of();
        }

        @Override
        public String introduce(int writer) {
            return "";
        }

        @Override
        public List<String> write(Side side, int writer, long sequence) {
            return List.of();
        }

        @Override
        public Answer understand(String line) {
            return switch (line) {
                case "server a" -> new Answer.Server("a");
                case "ready" -> new Answer.Ready();
                case "yes" -> new Answer.Told(ACKNOWLEDGED);
                case "no" -> new Answer.Told(FAILED);
                case "hm" -> new Answer.Doubt();
                default -> new Answer.Nothing();
            };
        }
    };

    @Test
    void eachFileIsASessionAndItsAnswersAreCountedInTheirOrder() {
        List<String> lines = List.of(
                "hadrill file",
                "pid 7",
                "server a",
                "ready",
                "writer 100001",
                "yes",
                "",
                "hm",
                "yes",
                "yes",
                "no",
                "hadrill file",
                "pid 9",
                "server a",
                "ready",
                "writer 100002",
                "");

        assertThat(ClientMemory.parse(lines, WORDS))
                .containsExactly(
                        new Remembered(
                                new Session(Side.APPLICATION, 100_001, "a"),
                                List.of(ACKNOWLEDGED, INDETERMINATE, ACKNOWLEDGED, FAILED)),
                        new Remembered(new Session(Side.APPLICATION, 100_002, "a"), List.of()));
    }

    @Test
    void aSessionThatWasNeverIntroducedNeverWrote() {
        assertThat(ClientMemory.parse(List.of("hadrill file", "pid 7", "connection refused"), WORDS))
                .isEmpty();
        assertThat(ClientMemory.parse(List.of(), WORDS)).isEmpty();
    }
}
