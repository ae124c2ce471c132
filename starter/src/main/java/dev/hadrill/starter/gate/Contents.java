package dev.hadrill.starter.gate;

import dev.hadrill.starter.CommandFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a bundle holds, read once and written nowhere: a folder or a zip of one, within limits that no real bundle comes
 * near. Everything that is wrong with it is a line.
 *
 * @param manifest the text of manifest.sha256
 * @param sha256 of every other file, by its path in the bundle
 */
record Contents(String manifest, NavigableMap<String, String> sha256) {
    private static final int MOST_FILES = 20_000;
    private static final long MOST_BYTES = 4L << 30;
    private static final int MOST_MANIFEST_BYTES = 8 << 20;

    static Contents read(Path bundle) {
        Reading reading = new Reading(bundle);
        try {
            if (Files.isDirectory(bundle)) {
                reading.folder(bundle.toRealPath());
            } else if (Files.isRegularFile(bundle)) {
                reading.zip();
            } else {
                throw new CommandFailed("there is no bundle at %s; give its folder or its zip".formatted(bundle));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed("%s cannot be read as a bundle: %s".formatted(bundle, reason(e)), e);
        }
        return reading.contents();
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static final class Reading {
        private final Path bundle;
        private final Map<String, String> sha256 = new TreeMap<>();
        private final Map<String, String> manifests = new TreeMap<>();
        private long bytes;

        Reading(Path bundle) {
            this.bundle = bundle;
        }

        void folder(Path real) throws IOException {
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = real.relativize(file).toString();
                    if (!attributes.isRegularFile()) {
                        throw new CommandFailed(
                                "%s: %s is no plain file; a bundle holds nothing else".formatted(bundle, name));
                    }
                    try (InputStream in = Files.newInputStream(file)) {
                        add(name, in);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        void zip() throws IOException {
            try (ZipFile zip = new ZipFile(bundle.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (entry.isDirectory()) {
                        continue;
                    }
                    if (!Manifest.staysInside(entry.getName())) {
                        throw new CommandFailed(
                                "%s: entry '%s' leads out of the bundle".formatted(bundle, entry.getName()));
                    }
                    try (InputStream in = zip.getInputStream(entry)) {
                        add(entry.getName(), in);
                    }
                }
            }
        }

        private void add(String name, InputStream in) throws IOException {
            MessageDigest digest = Manifest.digest();
            boolean isManifest = name.equals(Manifest.NAME) || name.endsWith("/" + Manifest.NAME);
            ByteArrayOutputStream manifest = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
                if (bytes > MOST_BYTES) {
                    throw new CommandFailed(
                            "%s holds more than %d GiB; no bundle does".formatted(bundle, MOST_BYTES >> 30));
                }
                if (isManifest) {
                    manifest.write(buffer, 0, read);
                    if (manifest.size() > MOST_MANIFEST_BYTES) {
                        throw new CommandFailed("%s: %s is too large to be one".formatted(bundle, name));
                    }
                }
            }
            if (sha256.put(name, HexFormat.of().formatHex(digest.digest())) != null) {
                throw new CommandFailed("%s holds '%s' twice".formatted(bundle, name));
            }
            if (sha256.size() > MOST_FILES) {
                throw new CommandFailed("%s holds more than %d files; no bundle does".formatted(bundle, MOST_FILES));
            }
            if (isManifest) {
                manifests.put(name, manifest.toString(StandardCharsets.UTF_8));
            }
        }

        /** A zip holds one folder, and that is the bundle; files beside it are part of what is checked. */
        Contents contents() {
            String root = root();
            String text = manifests.get(root + Manifest.NAME);
            if (text == null) {
                throw new CommandFailed(
                        "%s has no %s; give a gate's bundle or a drill's evidence".formatted(bundle, Manifest.NAME));
            }
            NavigableMap<String, String> files = new TreeMap<>();
            sha256.forEach((name, digest) ->
                    files.put(name.startsWith(root) ? name.substring(root.length()) : "../" + name, digest));
            files.remove(Manifest.NAME);
            return new Contents(text, files);
        }

        private String root() {
            if (manifests.containsKey(Manifest.NAME)) {
                return "";
            }
            return manifests.keySet().stream()
                    .filter(name -> name.indexOf('/') == name.length() - Manifest.NAME.length() - 1)
                    .findFirst()
                    .map(name -> name.substring(0, name.length() - Manifest.NAME.length()))
                    .orElse("");
        }
    }
}
