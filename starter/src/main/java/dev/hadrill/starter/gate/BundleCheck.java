package dev.hadrill.starter.gate;

import dev.hadrill.starter.CommandFailed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bundle is what its manifest says.
 *
 * @param files how many the manifest lists
 * @param problem the first file that was changed, is missing or was added; null when there is none
 */
public record BundleCheck(
        String bundle, int files, @Nullable String problem) {
    /** Blocks for the disk; fails with a line on what is no bundle. */
    public static BundleCheck of(Path bundle) {
        Contents contents = Contents.read(bundle);
        try {
            Map<String, String> listed = Manifest.parse(contents.manifest());
            Optional<String> problem = Manifest.firstDifference(listed, contents.sha256());
            return new BundleCheck(bundle.toString(), listed.size(), problem.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("%s: %s".formatted(bundle, e.getMessage()), e);
        }
    }
}
