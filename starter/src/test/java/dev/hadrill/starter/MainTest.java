package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path data;

    private final StringWriter err = new StringWriter();

    @Test
    void unknownOptionIsOneLineAndExitCodeOne() {
        assertThat(run("status", "--nonsense")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "hadrill: Unknown option: '--nonsense' (see hadrill status --help)" + System.lineSeparator());
    }

    @Test
    void noCommandIsOneLineAndExitCodeOne() {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("hadrill: Missing required subcommand")
                .hasLineCount(1);
    }

    @Test
    void statusOfNothingIsExitCodeOne() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(run("status", "--json")).isEqualTo(1);
    }

    @Test
    void aPasswordInAUrlIsNotLogged() {
        assertThat(Main.withoutPasswords(List.of("observe", "--url", "http://me:secret@127.0.0.1/x@y")))
                .containsExactly("observe", "--url", "http://***@127.0.0.1/x@y");
    }

    private int run(String... args) {
        return Main.run(Map.of("HADRILL_DATA", data.toString()), new PrintWriter(err, true), args);
    }
}
