package dev.hadrill.activities.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = dir.resolve(".env.max");
        Files.writeString(file, "SECRET=s3cret\nDB_HOST=postgres\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void modeIsKeptAndABackupIsLeftAndNothingElse() throws IOException {
        assertThat(new EnvFile(file).set("DB_HOST", "postgres-standby")).isEqualTo("postgres");

        assertThat(Files.readString(file)).isEqualTo("SECRET=s3cret\nDB_HOST=postgres-standby\n");
        Path backup = dir.resolve(".env.max.hadrill-backup");
        assertThat(Files.readString(backup)).isEqualTo("SECRET=s3cret\nDB_HOST=postgres\n");
        for (Path each : new Path[] {file, backup}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-r-----");
        }
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactlyInAnyOrder(file, backup);
        }
    }

    @Test
    void aFileThatSaysSoAlreadyIsLeftAlone() throws IOException {
        var before = Files.getLastModifiedTime(file);

        assertThat(new EnvFile(file).set("DB_HOST", "postgres")).isEqualTo("postgres");

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        assertThat(dir.resolve(".env.max.hadrill-backup")).doesNotExist();
    }

    @Test
    void whatAnInterruptedEditLeftIsNoObstacleAndIsRemoved() throws IOException {
        Path left = dir.resolve(".env.max.hadrill-new.123");
        Files.writeString(left, "SECRET=s3cr");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(300)));

        new EnvFile(file).set("DB_HOST", "other");

        assertThat(new EnvFile(file).value("DB_HOST")).isEqualTo("other");
        assertThat(left).doesNotExist();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), file);

        new EnvFile(link).set("DB_HOST", "other");

        assertThat(link).isSymbolicLink();
        assertThat(new EnvFile(file).value("DB_HOST")).isEqualTo("other");
    }

    @Test
    void missingVariableAndMissingFileSayWhatIsExpected() {
        assertThatThrownBy(() -> new EnvFile(file).value("PG_HOST")).hasMessageContaining("expected a line PG_HOST=");
        assertThatThrownBy(() -> new EnvFile(dir.resolve("none")).value("DB_HOST"))
                .hasMessageContaining("there is none");
    }
}
