package dev.hadrill.starter.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of the class path for processes that outlive the next build, in {@code lib/<stamp>} of the data directory. */
record Jars(Path folder, String classPath) {

    /** Copies what is not there yet and drops the copies of earlier builds; class folders stay where they are. */
    static Jars copied(String classPath, Path data) throws IOException {
        List<Path> entries = entries(classPath);
        Path lib = data.resolve("lib");
        Path folder = lib.resolve(stamp(entries));
        if (!Files.exists(folder)) {
            copy(entries, folder);
        }
        dropOthers(lib, folder);
        String copiedPath = entries.stream()
                .map(entry -> Files.isDirectory(entry) ? entry : folder.resolve(entry.getFileName()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new Jars(folder, copiedPath);
    }

    /** Names what a class path holds now: another build has another stamp. */
    static String stamp(String classPath) throws IOException {
        return stamp(entries(classPath));
    }

    private static List<Path> entries(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .sorted()
                .toList();
    }

    private static String stamp(List<Path> entries) throws IOException {
        List<String> marks = new ArrayList<>();
        for (Path entry : entries) {
            marks.add(entry.getFileName() + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry));
        }
        byte[] all = String.join("\n", marks).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(all).toString().substring(0, 8);
    }

    private static void copy(List<Path> entries, Path folder) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(fresh);
        Files.createDirectories(fresh);
        for (Path entry : entries) {
            if (Files.isRegularFile(entry)) {
                Files.copy(entry, fresh.resolve(entry.getFileName()));
            }
        }
        Files.move(fresh, folder);
    }

    private static void dropOthers(Path lib, Path folder) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(lib)) {
            others = all.filter(other -> !other.equals(folder)).toList();
        }
        for (Path other : others) {
            Folders.delete(other);
        }
    }
}
