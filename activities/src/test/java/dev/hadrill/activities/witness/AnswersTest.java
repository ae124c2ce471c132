package dev.hadrill.activities.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.ExecStream.Line;
import dev.hadrill.activities.witness.Answers.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Answers answers = new Answers(".");

    @Test
    void anAnswerIsAllLinesUpToItsEndAndOfThatInstant() throws InterruptedException {
        List.of("slave", "master", ".", "master", ".").forEach(line -> heard(line));
        answers.ended();

        assertThat(answers.next()).contains(new Answer(7, List.of("slave", "master")));
        assertThat(answers.next()).contains(new Answer(7, List.of("master")));
        assertThat(answers.next()).isEmpty();
    }

    @Test
    void anErrorIsAnEmptyAnswer() throws InterruptedException {
        answers.heard(new Line(7, true, "ERROR: recovery is in progress"));
        heard(".");

        assertThat(answers.next()).contains(new Answer(7, List.of()));
    }

    @Test
    void anEndlessAnswerIsNotKept() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            heard("line");
        }
        heard(".");

        assertThat(answers.next().orElseThrow().lines()).hasSizeLessThan(100);
    }

    private void heard(String text) {
        answers.heard(new Line(7, false, text));
    }
}
