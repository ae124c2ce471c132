package dev.hadrill.starter.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.evidence.Evidence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laying a bundle, and seeing what was done to it. */
class BundleTest {
    private static final String FOLDER = "gate-26.08.2-20260605T140000Z";

    @TempDir
    private Path temp;

    @Test
    void aBundleHoldsTheGatesFilesEveryDrillsEvidenceAndAManifestOfAll() throws IOException {
        Bundle bundle = lay("g1");

        assertThat(names(bundle.folder()))
                .containsExactly(
                        "drills/redis_kill-1/manifest.sha256",
                        "drills/redis_kill-1/report.md",
                        "gate.json",
                        "index.html",
                        "manifest.sha256");
        assertThat(Files.readAllLines(bundle.folder().resolve("manifest.sha256")))
                .hasSize(4)
                .last()
                .isEqualTo(Manifest.hex("<html>".getBytes(StandardCharsets.UTF_8)) + "  index.html");
        assertThat(bundle.zip()).hasFileName(FOLDER + ".zip");
        assertThat(names(temp)).noneMatch(name -> name.startsWith(".hadrill"));
    }

    @Test
    void theManifestIsOneThatSha256sumReads() throws Exception {
        Process check = new ProcessBuilder("sha256sum", "--strict", "--quiet", "-c", "manifest.sha256")
                .directory(lay("g1").folder().toFile())
                .inheritIO()
                .start();

        assertThat(check.waitFor()).isZero();
    }

    @Test
    void theSameGateGivesTheSameZip() throws IOException {
        byte[] first = Files.readAllBytes(lay("g1").zip());

        assertThat(Files.readAllBytes(lay("g1").zip())).isEqualTo(first);
    }

    @Test
    void aGateIsLaidAgainWhereItWasWithoutWhatOthersPutThereAndAnotherGetsTheNextNumber() throws IOException {
        Bundle first = lay("g1");
        Files.writeString(first.folder().resolve("note.txt"), "mine");

        assertThat(lay("g1").folder()).isEqualTo(first.folder());
        assertThat(names(first.folder())).doesNotContain("note.txt");
        Bundle other = lay("g2");
        assertThat(other.folder()).hasFileName(FOLDER + "-2");
        assertThat(BundleCheck.of(other.zip()).problem()).isNull();
    }

    @Test
    void aBundleThatCannotBeReplacedStaysWhereItWas() throws IOException {
        Path folder = lay("g1").folder();
        Path nothing = temp.resolve(".hadrill-new");

        assertThatThrownBy(() -> Bundle.replace(folder, nothing)).isInstanceOf(IOException.class);

        assertThat(BundleCheck.of(folder).problem()).isNull();
        assertThat(names(temp)).noneMatch(name -> name.startsWith(".hadrill"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "/etc/passwd", "..", "", ".hidden", "a\nb", "\\x"})
    void aNameThatLeadsElsewhereIsRefused(String name) {
        assertThatThrownBy(() -> Bundle.lay(temp, new Evidence("g", FOLDER, Map.of(name, "x")), List.of()))
                .isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> Bundle.lay(
                        temp, new Evidence("g", FOLDER, Map.of()), List.of(new Evidence("d", name, Map.of()))))
                .isInstanceOf(CommandFailed.class);
    }

    @Test
    void anUntouchedBundleIsRightAsFolderAsZipAndSoIsADrillsOwnFolder() {
        Bundle bundle = lay("g1");

        assertThat(BundleCheck.of(bundle.folder()))
                .isEqualTo(new BundleCheck(bundle.folder().toString(), 4, null));
        assertThat(BundleCheck.of(bundle.zip()).problem()).isNull();
        assertThat(BundleCheck.of(bundle.folder().resolve("drills/redis_kill-1"))
                        .problem())
                .isNull();
    }

    @Test
    void aChangedFileIsNamed() throws IOException {
        Path folder = lay("g1").folder();
        Files.writeString(folder.resolve("drills/redis_kill-1/report.md"), "# PASSED");

        assertThat(BundleCheck.of(folder).problem())
                .startsWith("changed: drills/redis_kill-1/report.md has SHA-256 ")
                .contains("manifest.sha256 says");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path folder = lay("g1").folder();
        Files.delete(folder.resolve("gate.json"));

        assertThat(BundleCheck.of(folder).problem()).isEqualTo("missing: gate.json");
    }

    @Test
    void anAddedFileIsNamed() throws IOException {
        Path folder = lay("g1").folder();
        Files.writeString(folder.resolve("drills/better.md"), "x");

        assertThat(BundleCheck.of(folder).problem()).isEqualTo("added: drills/better.md is not in manifest.sha256");
    }

    @Test
    void aRenamedFileIsNamedByItsFirstName() throws IOException {
        Path folder = lay("g1").folder();
        Files.move(folder.resolve("gate.json"), folder.resolve("other.json"));

        assertThat(BundleCheck.of(folder).problem()).isEqualTo("missing: gate.json");
    }

    @Test
    void aFileBesideTheFolderInAZipIsAdded() throws IOException {
        Bundle bundle = lay("g1");
        Path zip = zip(
                Stream.concat(
                                Stream.of("stray.txt"),
                                names(bundle.folder()).stream().map(name -> FOLDER + "/" + name))
                        .toList(),
                bundle.folder());

        assertThat(BundleCheck.of(zip).problem()).startsWith("added: ../stray.txt");
    }

    @Test
    void aZipThatLeadsOutOfItselfIsRefusedAndNothingIsWritten() throws IOException {
        for (String evil : List.of("../evil", "/evil", "a/../../evil", "C:\\evil", "a//b")) {
            assertThatThrownBy(() -> BundleCheck.of(zip(List.of(evil), temp)))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("leads out of the bundle");
        }
        assertThat(temp.getParent().resolve("evil")).doesNotExist();
    }

    @Test
    void aManifestThatLeadsOutIsRefused() throws IOException {
        Path folder = lay("g1").folder();
        Files.writeString(folder.resolve("manifest.sha256"), "0".repeat(64) + "  ../../etc/passwd\n");

        assertThatThrownBy(() -> BundleCheck.of(folder)).hasMessageContaining("line 1: '../../etc/passwd' leads out");
    }

    @Test
    void aLinkIsNoFileOfABundle() throws IOException {
        Path folder = lay("g1").folder();
        Files.delete(folder.resolve("gate.json"));
        Files.createSymbolicLink(folder.resolve("gate.json"), Path.of("/etc/hostname"));

        assertThatThrownBy(() -> BundleCheck.of(folder)).hasMessageContaining("gate.json is no plain file");
    }

    @Test
    void whatIsNoBundleIsSaidInALine() throws IOException {
        Path garbage = Files.write(temp.resolve("garbage.zip"), new byte[] {'P', 'K', 3, 4, 9, 9, 9});
        Path empty = Files.createFile(temp.resolve("empty.zip"));
        Path bare = Files.createDirectory(temp.resolve("bare"));
        Path blank = Files.createDirectory(temp.resolve("blank"));
        Files.createFile(blank.resolve("manifest.sha256"));
        Path odd = Files.createDirectory(temp.resolve("odd"));
        Files.write(odd.resolve("manifest.sha256"), new byte[] {0, (byte) 0xFF, 10, 7});

        for (Map.Entry<Path, String> wrong : Map.of(
                        garbage,
                        "cannot be read as a bundle",
                        empty,
                        "cannot be read as a bundle",
                        bare,
                        "has no manifest.sha256",
                        blank,
                        "manifest.sha256 lists no file",
                        odd,
                        "line 1: expected a SHA-256",
                        temp.resolve("nowhere"),
                        "there is no bundle at")
                .entrySet()) {
            assertThatThrownBy(() -> BundleCheck.of(wrong.getKey()))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining(wrong.getValue());
        }
    }

    private Bundle lay(String gateId) {
        String report = "# report";
        Evidence gate = new Evidence(
                gateId, FOLDER, Map.of("gate.json", "{\"gate_id\":\"%s\"}".formatted(gateId), "index.html", "<html>"));
        Evidence drill = new Evidence(
                "d1",
                "redis_kill-1",
                Map.of(
                        "report.md",
                        report,
                        "manifest.sha256",
                        Manifest.hex(report.getBytes(StandardCharsets.UTF_8)) + "  report.md\n"));
        return Bundle.lay(temp, gate, List.of(drill));
    }

    /** Entries of these names; the content is the file's of that name below a folder, where there is one. */
    private Path zip(List<String> names, Path folder) throws IOException {
        Path zip = Files.createTempFile(temp, "made", ".zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (String name : names) {
                entries.putNextEntry(new ZipEntry(name));
                Path file = folder.resolve(name.replaceFirst("^" + FOLDER + "/", ""));
                if (name.startsWith(FOLDER)) {
                    entries.write(Files.readAllBytes(file));
                }
                entries.closeEntry();
            }
        }
        return zip;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
