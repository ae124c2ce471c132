package dev.hadrill.activities.compose;

import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** An env file on disk: replaced whole or not at all, with its mode and owner, and a backup beside it. */
public final class EnvFile {
    private static final String BACKUP = ".hadrill-backup";
    private static final String NEW = ".hadrill-new.";

    private final Path file;

    public EnvFile(Path file) {
        this.file = file;
    }

    /** Fails for good when there is no such file or variable. */
    public String value(String variable) {
        return text(read()).value(variable).orElseThrow(() -> absent(variable));
    }

    public Instant modified() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets the variable and says what it was; a file that has the value already is left alone. Fails for good when
     * somebody else wrote the file at the same time: theirs stays.
     */
    public String set(String variable, String value) {
        byte[] before = read();
        String was = text(before).value(variable).orElseThrow(() -> absent(variable));
        if (was.equals(value)) {
            return was;
        }
        byte[] after = text(before)
                .with(variable, value)
                .orElseThrow(() -> absent(variable))
                .text()
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            Path real = file.toRealPath();
            sweep(real);
            move(prepare(real, before), real.resolveSibling(real.getFileName() + BACKUP));
            Path prepared = prepare(real, after);
            if (!Arrays.equals(before, Files.readAllBytes(real))) {
                Files.delete(prepared);
                throw Failures.refuse(
                        Failures.RUNBOOK_STOPPED,
                        "env file %s was changed by somebody else while %s was being set to %s; look at it and try again"
                                .formatted(file, variable, value));
            }
            move(prepared, real);
        } catch (IOException e) {
            throw new UncheckedIOException("env file %s could not be replaced".formatted(file), e);
        }
        return was;
    }

    /** Writes a file with the original's mode and owner to the disk, not only to the cache. */
    private static Path prepare(Path original, byte[] content) throws IOException {
        Path prepared = Files.createTempFile( // mode 0600
                original.getParent(), original.getFileName() + NEW, null);
        try (FileChannel channel = FileChannel.open(prepared, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            PosixFileAttributes wanted = Files.readAttributes(original, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(prepared, PosixFileAttributeView.class);
            PosixFileAttributes has = view.readAttributes();
            if (!has.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!has.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            view.setPermissions(wanted.permissions());
            channel.force(true);
        }
        return prepared;
    }

    private static void move(Path prepared, Path target) throws IOException {
        Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Removes what an edit that died long ago left: it holds secrets. */
    private static void sweep(Path real) throws IOException {
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(1));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(real.getParent(), real.getFileName() + NEW + "*")) {
            for (Path each : left) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(longAgo)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Failures.refuse(
                    Failures.RUNBOOK_STOPPED,
                    "env file %s: there is none; compose.env_file in the stack file names it".formatted(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EnvText text(byte[] bytes) {
        return new EnvText(new String(bytes, StandardCharsets.ISO_8859_1)); // every byte survives the round trip
    }

    private ApplicationFailure absent(String variable) {
        return Failures.refuse(
                Failures.RUNBOOK_STOPPED,
                "env file %s: expected a line %s=<database host>, found none; add it, or correct repoint.variable in the stack file"
                        .formatted(file, variable));
    }
}
