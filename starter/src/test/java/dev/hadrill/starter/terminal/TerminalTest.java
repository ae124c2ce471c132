package dev.hadrill.starter.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aPipeSeesLinesOnly() {
        Terminal pipe = new Terminal(out, false);
        pipe.live("12 good");
        pipe.line("armed");
        pipe.live("13 good");
        pipe.erase();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("armed" + System.lineSeparator());
    }

    @Test
    void theLiveLineStaysBelowTheOthers() {
        Terminal terminal = new Terminal(out, true);
        terminal.live("12 good");
        terminal.line("armed");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[2K12 good\r\u001b[2Karmed" + System.lineSeparator() + "\r\u001b[2K12 good");
    }

    @Test
    void textOfOthersCannotMoveTheCursor() {
        new Terminal(out, true).line("a\u001b[2Jb\rc\nd");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a [2Jb c d" + System.lineSeparator());
    }

    @Test
    void onATerminalCtrlCAsksThenStopsThenLeaves() {
        StopKeys keys = new StopKeys(true);

        assertThat(keys.pressed(0)).isEqualTo(StopKeys.Wish.ASK);
        assertThat(keys.pressed(2 * SECOND)).isEqualTo(StopKeys.Wish.STOP);
        assertThat(keys.pressed(3 * SECOND)).isEqualTo(StopKeys.Wish.LEAVE);
    }

    @Test
    void aQuestionThatWasNotAnsweredIsAskedAgain() {
        StopKeys keys = new StopKeys(true);

        assertThat(keys.pressed(0)).isEqualTo(StopKeys.Wish.ASK);
        assertThat(keys.pressed(11 * SECOND)).isEqualTo(StopKeys.Wish.ASK);
        assertThat(keys.pressed(12 * SECOND)).isEqualTo(StopKeys.Wish.STOP);
    }

    @Test
    void inAPipeTheFirstSignalStops() {
        StopKeys keys = new StopKeys(false);

        assertThat(keys.pressed(0)).isEqualTo(StopKeys.Wish.STOP);
        assertThat(keys.pressed(1)).isEqualTo(StopKeys.Wish.LEAVE);
    }
}
