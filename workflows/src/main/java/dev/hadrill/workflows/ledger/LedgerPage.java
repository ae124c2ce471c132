package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What one attempt at a store's ledger recorded since its page before.
 *
 * @param last whether the attempt came to its end: all that it wrote is recorded
 * @param unsent ticks at which no connection was free, so that nothing was written
 */
public record LedgerPage(boolean last, int unsent, List<Session> sessions, List<Write> writes) {
    public LedgerPage {
        sessions = List.copyOf(sessions);
        writes = List.copyOf(writes);
    }

    /** Deflated JSON, about 20 bytes a write. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(Json.write(this).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link UncheckedIOException} on bytes that {@link #encode} did not write. */
    public static LedgerPage decode(byte[] bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), LedgerPage.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
