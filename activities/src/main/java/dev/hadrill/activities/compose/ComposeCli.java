package dev.hadrill.activities.compose;

import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.stack.PinnedStack;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code docker compose} for one stack, in an environment of its own: shell values would override the env file. */
final class ComposeCli {
    private static final Logger LOG = LoggerFactory.getLogger(ComposeCli.class);
    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "DOCKER_CONFIG");

    private final PinnedStack stack;
    private final Map<String, String> environment;

    ComposeCli(PinnedStack stack, Map<String, String> environment) {
        this.stack = stack;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Recreates services in parallel and starts nothing else: without {@code --no-deps} it would start the dead primary
     * that they depend on. Fails with compose's last words.
     */
    void recreate(List<String> services, Duration patience) {
        List<String> argv = new ArrayList<>(List.of(
                docker(),
                "compose",
                "-p",
                stack.stack().compose().project(),
                "--env-file",
                stack.stack().compose().envFile()));
        for (String file : stack.stack().compose().files()) {
            argv.addAll(List.of("-f", file));
        }
        // One second for a clean end: what runs there talks to a database that is gone.
        argv.addAll(List.of("--progress", "plain", "up", "-d", "--no-deps", "--force-recreate", "--timeout", "1"));
        argv.addAll(services);
        run(argv, patience);
    }

    private void run(List<String> argv, Duration patience) {
        String what = "docker compose up " + String.join(" ", argv.subList(argv.indexOf("--timeout") + 2, argv.size()));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(Path.of(stack.composeDir()).toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        for (String name : PASSED_ON) {
            if (environment.containsKey(name)) {
                builder.environment().put(name, environment.get(name));
            }
        }
        builder.environment().put("DOCKER_HOST", stack.dockerHost());
        Deque<String> last = new ArrayDeque<>();
        try {
            Process process = builder.start();
            Thread reader = BlockingThreads.named("compose-output").start(() -> drain(process, last));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(what, "no end within %d s".formatted(patience.toSeconds()), last);
            }
            reader.join(1_000);
            if (process.exitValue() != 0) {
                throw failed(what, "exit " + process.exitValue(), last);
            }
        } catch (IOException e) {
            throw Failures.passing(Failures.DOCKER_DOWN, what + " did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + what + ": the worker is being stopped", e);
        }
    }

    private static void drain(Process process, Deque<String> last) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.info("compose: {}", line);
                synchronized (last) {
                    last.addLast(line);
                    if (last.size() > 3) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("compose's output ended early", e);
        }
    }

    private static RuntimeException failed(String what, String how, Deque<String> last) {
        synchronized (last) {
            return Failures.passing(
                    Failures.DOCKER_DOWN, "%s: %s: %s".formatted(what, how, String.join(" | ", last)), null);
        }
    }

    private String docker() {
        String path = environment.getOrDefault("PATH", "");
        for (String dir : path.split(File.pathSeparator, -1)) {
            Path docker = Path.of(dir.isEmpty() ? "." : dir, "docker");
            if (Files.isExecutable(docker) && !Files.isDirectory(docker)) {
                return docker.toString();
            }
        }
        throw Failures.refuse(
                Failures.DOCKER_DOWN,
                "no docker command on the worker's PATH (" + path
                        + "); install the docker CLI with compose v2, or correct PATH");
    }
}
