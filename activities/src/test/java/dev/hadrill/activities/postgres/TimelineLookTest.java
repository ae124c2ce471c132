package dev.hadrill.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.Repoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineLookTest {
    private final TimelineLook look = new TimelineLook(
            new PostgresPair(
                    List.of("pg", "pg-standby"),
                    "postgres",
                    "U",
                    "P",
                    "D",
                    "RU",
                    "RP",
                    new Repoint("DB_HOST", List.of("api"), List.of(), "lb", List.of("nginx", "-s", "reload"))),
            "pg");

    @Test
    void aServerSaysWhatItIsAndItsTimeline() {
        assertThat(look.read(List.of("primary|2"))).contains(new ServerState(true, 2));
        assertThat(look.read(List.of("standby|1"))).contains(new ServerState(false, 1));
    }

    @Test
    void anErrorIsNoAnswer() {
        assertThat(look.read(List.of())).isEmpty();
        assertThat(look.read(List.of("standby|"))).isEmpty();
    }

    @Test
    void aQuestionIsALine() {
        assertThat(look.question()).allSatisfy(line -> assertThat(line.lines()).hasSize(1));
    }
}
