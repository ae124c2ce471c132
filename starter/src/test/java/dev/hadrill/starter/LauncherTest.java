package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a machine that has only what a test puts there. */
class LauncherTest {
    @TempDir
    Path machine;

    @Test
    void onlyAnOlderJdkIsSaidInOneLine() throws IOException, InterruptedException {
        Path old = jdk("jdk-17", "17.0.15");
        Result result = launch(old.resolve("none"), old);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("needs a JDK of version 21 or later, found 17 in " + old);
    }

    @Test
    void noJdkAtAllIsSaidInOneLine() throws IOException, InterruptedException {
        Result result = launch(machine.resolve("none"), machine.resolve("none"));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("found none");
    }

    @Test
    void newestJdkIsTakenWhereJavaHomeIsTooOld() throws IOException, InterruptedException {
        Path old = jdk("jdk-17", "17.0.15");
        jdk("jdk-21", "21.0.2");
        Path newest = jdk("jdk-25", "25.0.1");
        Result result = launch(old, machine.resolve("jdk-*"));
        assertThat(result.output()).contains("ran " + newest).contains("dev.hadrill.starter.Main --version");
        assertThat(result.exit()).isZero();
    }

    private record Result(int exit, String output) {}

    private Path jdk(String name, String version) throws IOException {
        Path home = machine.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            Path script = home.resolve("bin").resolve(program);
            Files.writeString(script, "#!/bin/sh\necho ran " + home + " \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        return home;
    }

    /** Runs a copy through a symbolic link, beside a build that is newer than every source. */
    private Result launch(Path javaHome, Path places) throws IOException, InterruptedException {
        Path home = Files.createDirectories(machine.resolve("home"));
        Files.copy(Path.of("..", "hadrill"), home.resolve("hadrill"));
        Files.createDirectories(home.resolve("dist/target/lib"));
        Files.createFile(home.resolve("dist/target/built"));
        Path link = Files.createSymbolicLink(machine.resolve("link"), home.resolve("hadrill"));
        assertThat(home.resolve("hadrill").toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools().toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HADRILL_JDK_PLACES", places.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Path tools() throws IOException {
        Path bin = Files.createDirectories(machine.resolve("bin"));
        for (String tool : List.of("bash", "dirname", "readlink", "grep", "sed", "find", "mkdir", "mv")) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            Files.createSymbolicLink(bin.resolve(tool), real);
        }
        return bin;
    }
}
