package dev.hadrill.starter.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFolderTest {
    private static final String FOLDER = "redis_kill-20260605T143000Z";

    @TempDir
    private Path temp;

    @Test
    void layingMakesTheReportFolderToo() throws IOException {
        Path reports = temp.resolve("a/b");

        Path folder = EvidenceFolder.lay(reports, evidence("d1", "x"));

        assertThat(folder).isEqualTo(reports.resolve(FOLDER));
        assertThat(Files.readString(folder.resolve("health-timeline.csv"))).isEqualTo("x");
        assertThat(names(reports)).containsExactly(FOLDER);
    }

    @Test
    void anotherDrillOfTheSameSecondGetsTheNextNumber() {
        EvidenceFolder.lay(temp, evidence("d1", "x"));

        assertThat(EvidenceFolder.lay(temp, evidence("d2", "y"))).isEqualTo(temp.resolve(FOLDER + "-2"));
        assertThat(EvidenceFolder.lay(temp, evidence("d3", "z"))).isEqualTo(temp.resolve(FOLDER + "-3"));
    }

    @Test
    void theSameDrillIsLaidAgainWhereItWas() throws IOException {
        EvidenceFolder.lay(temp, evidence("d1", "x"));
        EvidenceFolder.lay(temp, evidence("d2", "y"));

        assertThat(EvidenceFolder.lay(temp, evidence("d2", "z"))).isEqualTo(temp.resolve(FOLDER + "-2"));
        assertThat(Files.readString(temp.resolve(FOLDER + "-2/health-timeline.csv")))
                .isEqualTo("z");
        assertThat(names(temp.resolve(FOLDER + "-2"))).containsExactly("health-timeline.csv", "report.json");
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
        Files.createDirectory(temp.resolve(FOLDER));
        Files.writeString(temp.resolve(FOLDER).resolve("mine.txt"), "mine");

        assertThat(EvidenceFolder.lay(temp, evidence("d1", "x"))).isEqualTo(temp.resolve(FOLDER + "-2"));
        assertThat(names(temp.resolve(FOLDER))).containsExactly("mine.txt");
    }

    @Test
    void drillsThatRaceForOneNameEachGetAFolder() {
        List<CompletableFuture<Path>> laying = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> EvidenceFolder.lay(temp, evidence("d" + i, "x"))))
                .toList();

        assertThat(laying.stream().map(CompletableFuture::join)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "/etc/passwd", "..", ".", "", ".hidden", "a\0b", "a\nb", "\\x"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        assertThatThrownBy(() -> EvidenceFolder.lay(temp, new Evidence("d1", FOLDER, Map.of(name, "x"))))
                .isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> EvidenceFolder.lay(temp, new Evidence("d1", name, Map.of("f", "x"))))
                .isInstanceOf(CommandFailed.class);
        assertThat(names(temp)).isEmpty();
    }

    @Test
    void aReportFolderThatCannotBeMadeIsSaidInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> EvidenceFolder.lay(file, evidence("d1", "x")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("hadrill report d1 --report-dir DIR");
    }

    private static Evidence evidence(String drillId, String content) {
        return new Evidence(
                drillId,
                FOLDER,
                Map.of("report.json", "{\"drill_id\": \"" + drillId + "\"}", "health-timeline.csv", content));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
