package dev.hadrill.starter.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.evidence.Evidence;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lays evidence into a folder of its own. */
public final class EvidenceFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,150}");
    private static final String REPORT = "report.json";
    private static final int MOST_PER_SECOND = 100;

    private EvidenceFolder() {}

    /**
     * Blocks. The folder appears complete or not at all; another drill's of that name is left alone, and this one gets
     * the next number; this drill's own is laid again.
     */
    public static Path lay(Path reportDir, Evidence evidence) {
        requireName("folder", evidence.folder());
        evidence.files().keySet().forEach(name -> requireName("file", name));
        try {
            Files.createDirectories(reportDir);
            for (int number = 1; number <= MOST_PER_SECOND; number++) {
                Path folder = reportDir.resolve(number == 1 ? evidence.folder() : evidence.folder() + "-" + number);
                if (holds(folder, evidence.drillId())) {
                    return overwrite(folder, evidence.files());
                }
                if (!Files.exists(folder) && create(folder, evidence.files())) {
                    return folder;
                }
            }
        } catch (IOException e) {
            throw new CommandFailed(
                    "the evidence cannot be written to %s: %s; lay it elsewhere with: hadrill report %s --report-dir DIR"
                            .formatted(reportDir, reason(e), evidence.drillId()),
                    e);
        }
        throw new CommandFailed(reportDir + " holds too many folders named " + evidence.folder());
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed("the evidence names a %s '%s'; only letters, digits, '_', '.' and '-' are allowed"
                    .formatted(what, name));
        }
    }

    private static boolean holds(Path folder, String drillId) throws IOException {
        Path report = folder.resolve(REPORT);
        if (!Files.isRegularFile(report)) {
            return false;
        }
        JsonNode id = Json.mapper().readTree(report.toFile()).get("drill_id");
        return id != null && id.asText().equals(drillId);
    }

    /** False when somebody else was first. */
    private static boolean create(Path folder, Map<String, String> files) throws IOException {
        Path fresh = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".hadrill-");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(fresh.resolve(file.getKey()), file.getValue());
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            return rename(fresh, folder);
        } finally {
            delete(fresh);
        }
    }

    private static boolean rename(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(folder)) {
                return false;
            }
            throw e;
        }
    }

    private static Path overwrite(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path fresh = folder.resolve("." + file.getKey() + ".new");
            Files.writeString(fresh, file.getValue());
            Files.move(fresh, folder.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    private static void delete(Path fresh) throws IOException {
        if (!Files.exists(fresh)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> all = Files.list(fresh)) {
            left = all.toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
        Files.delete(fresh);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
