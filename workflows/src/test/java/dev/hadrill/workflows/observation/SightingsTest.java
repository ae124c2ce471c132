package dev.hadrill.workflows.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.observation.Sighting.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class SightingsTest {
    @Test
    void theFirstOfEachKindAndSourceTells() {
        List<Sighting> seen = List.of(
                sighting(Kind.PROMOTED, 900, "redis-replica"),
                sighting(Kind.DIED, 90, "docker"),
                sighting(Kind.DIED, 100, "docker"),
                sighting(Kind.DIED, 700, "docker"),
                sighting(Kind.OTHER, 200, "docker"),
                sighting(Kind.SUSPECTED, 400, "sentinel-2"),
                sighting(Kind.SUSPECTED, 300, "sentinel-1"));
        assertThat(Sightings.telling(seen, 100))
                .containsExactly(
                        sighting(Kind.DIED, 100, "docker"),
                        sighting(Kind.SUSPECTED, 300, "sentinel-1"),
                        sighting(Kind.SUSPECTED, 400, "sentinel-2"),
                        sighting(Kind.PROMOTED, 900, "redis-replica"));
    }

    @Test
    void aNoisyStackDoesNotFillTheHistory() {
        List<Sighting> seen = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            seen.add(sighting(Kind.STARTED, i, "docker-" + i));
        }
        assertThat(Sightings.telling(seen, 0)).hasSize(20).startsWith(seen.getFirst());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<Sighting> seen = List.of(
                new Sighting(Kind.TIMELINE_BEGAN, 17L, 18, "postgres-standby", "timeline 4\nwith \"quotes\" and ü"),
                sighting(Kind.OTHER, Long.MAX_VALUE, "docker"));
        assertThat(SightingCodec.decode(SightingCodec.encode(seen))).isEqualTo(seen);
        assertThat(SightingCodec.decode(SightingCodec.encode(List.of()))).isEmpty();
    }

    @Test
    void whatWasNotWrittenIsRefused() throws IOException {
        byte[] whole = SightingCodec.encode(List.of(sighting(Kind.DIED, 1, "docker")));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertDamaged(half);
        assertDamaged(new byte[] {1, 2, 3});
        String line = "{\"kind\":\"DIED\",\"seen_ns\":1,\"source\":\"docker\",\"detail\":\"\"";
        assertDamaged(deflated(line + "}"));
        assertThat(SightingCodec.decode(deflated(line + "}\n"))).hasSize(1);
        assertThat(SightingCodec.decode(deflated(line + ",\"colour\":\"a newer build's\"}\n")))
                .hasSize(1);
    }

    private static void assertDamaged(byte[] bytes) {
        assertThatThrownBy(() -> SightingCodec.decode(bytes)).isInstanceOf(UncheckedIOException.class);
    }

    private static byte[] deflated(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Sighting sighting(Kind kind, long seenNs, String source) {
        return new Sighting(kind, null, seenNs, source, "seen");
    }
}
