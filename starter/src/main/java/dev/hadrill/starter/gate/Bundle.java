package dev.hadrill.starter.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.evidence.Evidence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A gate's bundle on the caller's disk.
 *
 * @param folder with the gate's own files, each drill's evidence and the manifest
 * @param zip the same in one file beside it; the same gate always gives the same bytes
 */
public record Bundle(Path folder, Path zip) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,150}");
    private static final int MOST_OF_A_NAME = 100;

    /** The first instant that a zip can hold, in no zone. */
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * Blocks. The folder appears complete or not at all; another gate's of that name is left alone, and this one gets
     * the next number; this gate's own is laid again, whatever was in it.
     */
    public static Bundle lay(Path reportDir, Evidence gate, List<Evidence> drills) {
        NavigableMap<String, byte[]> files = files(gate, drills);
        try {
            Files.createDirectories(reportDir);
            for (int number = 1; number <= MOST_OF_A_NAME; number++) {
                Path folder = reportDir.resolve(number == 1 ? gate.folder() : gate.folder() + "-" + number);
                if (Files.exists(folder) && !holds(folder, gate.drillId())) {
                    continue;
                }
                lay(folder, files);
                Path zip = reportDir.resolve(folder.getFileName() + ".zip");
                zip(zip, folder.getFileName().toString(), files);
                return new Bundle(folder, zip);
            }
        } catch (IOException e) {
            throw new CommandFailed(
                    "the bundle cannot be written to %s: %s: %s; lay it elsewhere with: hadrill report %s --report-dir DIR"
                            .formatted(reportDir, e.getClass().getSimpleName(), e.getMessage(), gate.drillId()),
                    e);
        }
        throw new CommandFailed(reportDir + " holds too many folders named " + gate.folder());
    }

    private static NavigableMap<String, byte[]> files(Evidence gate, List<Evidence> drills) {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        requireName("folder", gate.folder());
        put(files, "", gate);
        for (Evidence drill : drills) {
            requireName("folder", drill.folder());
            put(files, "drills/%s/".formatted(drill.folder()), drill);
        }
        NavigableMap<String, String> sha256 = new TreeMap<>();
        files.forEach((name, content) -> sha256.put(name, Manifest.hex(content)));
        files.put(Manifest.NAME, Manifest.of(sha256).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static void put(Map<String, byte[]> files, String folder, Evidence evidence) {
        evidence.files().forEach((name, content) -> {
            requireName("file", name);
            files.put(folder + name, content.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed("the bundle names a %s '%s'; only letters, digits, '_', '.' and '-' are allowed"
                    .formatted(what, name));
        }
    }

    private static boolean holds(Path folder, String gateId) throws IOException {
        Path report = folder.resolve("gate.json");
        if (!Files.isRegularFile(report)) {
            return false;
        }
        JsonNode id = Json.mapper().readTree(report.toFile()).get("gate_id");
        return id != null && id.asText().equals(gateId);
    }

    private static void lay(Path folder, Map<String, byte[]> files) throws IOException {
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(parent, ".hadrill-");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = fresh.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.write(target, file.getValue());
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            replace(folder, fresh);
        } finally {
            delete(fresh);
        }
    }

    /** Where the new one does not get there, the old one is put back. */
    static void replace(Path folder, Path fresh) throws IOException {
        if (!Files.exists(folder)) {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = Path.of(fresh + ".old");
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        delete(old);
    }

    private static void zip(Path zip, String root, NavigableMap<String, byte[]> files) throws IOException {
        Path fresh =
                Files.createTempFile(Objects.requireNonNull(zip.toAbsolutePath().getParent()), ".hadrill-", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(fresh);
                    ZipOutputStream entries = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(root + "/" + file.getKey());
                    entry.setTimeLocal(ZIP_TIME);
                    entries.putNextEntry(entry);
                    entries.write(file.getValue());
                    entries.closeEntry();
                }
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, zip, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
