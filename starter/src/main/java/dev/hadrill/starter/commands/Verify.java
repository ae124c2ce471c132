package dev.hadrill.starter.commands;

import dev.hadrill.starter.gate.BundleCheck;
import dev.hadrill.workflows.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hadrill verify}: whether evidence is what it was when it was laid. */
@Command(
        name = "verify",
        description = {
            "Checks a gate's bundle, as folder or zip, or a drill's evidence folder against its manifest.sha256.",
            "Exit code 0 when every file is there and as it was, and none beside them; else 1 and the first that is not."
        },
        mixinStandardHelpOptions = true)
public final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "BUNDLE", description = "A folder, or a zip of one.")
    private Path bundle = Path.of("");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        BundleCheck check = BundleCheck.of(bundle);
        if (json) {
            System.out.println(Json.write(check));
        } else if (check.problem() == null) {
            System.out.printf("%s: %d files, each as manifest.sha256 says%n", bundle, check.files());
        }
        if (check.problem() != null && !json) {
            System.err.println("hadrill: %s: %s".formatted(bundle, check.problem()));
        }
        return check.problem() == null ? 0 : 1;
    }
}
