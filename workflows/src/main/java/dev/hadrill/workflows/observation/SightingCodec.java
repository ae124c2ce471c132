package dev.hadrill.workflows.observation;

import dev.hadrill.workflows.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Sightings as deflated lines of JSON. */
public final class SightingCodec {
    private SightingCodec() {}

    public static byte[] encode(List<Sighting> sightings) {
        String lines = sightings.stream().map(SightingCodec::line).collect(Collectors.joining());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link UncheckedIOException} on bytes that {@link #encode} did not write. */
    public static List<Sighting> decode(byte[] bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw new IOException("sighting segment is damaged: its last line does not end");
            }
            return text.lines().map(SightingCodec::sighting).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Sighting sighting) {
        return Json.write(sighting) + "\n";
    }

    private static Sighting sighting(String line) {
        try {
            return Json.read(line, Sighting.class);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(new IOException("sighting segment is damaged: " + e.getMessage(), e));
        }
    }
}
