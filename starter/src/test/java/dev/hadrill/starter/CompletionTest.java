package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script, sourced in a real bash and asked as bash asks it. */
class CompletionTest {
    /** Sets the words as readline does, calls what is registered for the command, prints what it offers. */
    private static final String ASK = """
            source "$1"; shift
            handler=$(complete -p hadrill | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_TYPE=9
            "$handler" hadrill "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path home;

    private Path script;

    @BeforeEach
    void write() throws IOException {
        script = home.resolve("completion");
        Files.writeString(script, completion("bash"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            che                               | check
            schedule cr                       | create
            schedule create nightly --cr      | --cron
            history --st                      | --stack
            run --rto                         | --rto-budget
            completion                        | completion
            """)
    void aBeginningIsCompleted(String typed, String offered) throws Exception {
        assertThat(ask(typed.strip().split(" "))).contains(offered);
    }

    @Test
    void everySubcommandOfScheduleIsOffered() throws Exception {
        assertThat(ask("schedule", "")).contains("create", "list", "show", "pause", "resume", "trigger", "delete");
    }

    @Test
    void nothingIsOfferedThatDoesNotBeginSo() throws Exception {
        assertThat(ask("che")).containsExactly("check");
    }

    @Test
    void theZshScriptIsTheSameBehindZshsOwnCompletion() {
        assertThat(completion("zsh"))
                .startsWith("autoload -Uz compinit && compinit\n")
                .endsWith(completion("bash"));
    }

    private List<String> ask(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", "--norc", "-c", ASK, "bash", script.toString(), "hadrill"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private String completion(String shell) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(
                            Map.of("HADRILL_HOME", home.toString()),
                            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                            "completion",
                            shell))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
