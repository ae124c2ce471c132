package dev.hadrill.starter.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiEvidenceStore;
import dev.hadrill.db.JdbiGateHistory;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.gate.GateSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gates of the history, read only. Blocks for 2 s at most while it is down, and fails with {@code HistoryDown}. */
public final class GateRecords implements AutoCloseable {
    /** Evidence that waited for the history comes within seconds of it. */
    private static final Duration EVIDENCE_COMES = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HistoryDatabase database;

    public GateRecords(Connection connection) {
        this.database =
                HistoryDatabase.reader(connection.historyUrl(), connection.historyUser(), connection.historyPassword());
    }

    /** By gate id, by the beginning of one, or the newest of a workflow id. */
    public Optional<GateSummary> find(String name) {
        return new JdbiGateHistory(database).find(name);
    }

    /** The newest first. */
    public List<GateSummary> list(int limit, @Nullable String stack) {
        return new JdbiGateHistory(database).list(limit, stack);
    }

    /**
     * Lays a gate's bundle: its own files and each drill's evidence, which must be what the gate saw. Waits a little for
     * what is not there yet; fails with what is missing or was changed.
     */
    public Bundle lay(String gateId, Path reportDir) {
        JdbiEvidenceStore store = new JdbiEvidenceStore(database);
        long deadline = System.nanoTime() + EVIDENCE_COMES.toNanos();
        while (true) {
            Optional<Evidence> gate = store.find(gateId);
            List<Evidence> drills = new JdbiGateHistory(database)
                    .drills(gateId).stream()
                            .flatMap(drill -> store.find(drill).stream())
                            .toList();
            Optional<String> missing = gate.map(files -> missing(files, drills))
                    .orElse(Optional.of("gate %s left no files".formatted(gateId)));
            if (gate.isPresent() && missing.isEmpty()) {
                return Bundle.lay(reportDir, gate.get(), drills);
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailed(
                        "%s in the history; once it is there: hadrill report %s".formatted(missing.orElse(""), gateId));
            }
            pause();
        }
    }

    /** The first file that the gate saw and the history does not have, or not as it was. */
    private static Optional<String> missing(Evidence gate, List<Evidence> drills) {
        Map<String, String> there = new TreeMap<>();
        for (Evidence drill : drills) {
            drill.files()
                    .forEach((name, content) -> there.put(
                            "drills/%s/%s".formatted(drill.folder(), name),
                            Manifest.hex(content.getBytes(StandardCharsets.UTF_8))));
        }
        JsonNode seen = artifacts(gate);
        for (Map.Entry<String, JsonNode> file : seen.properties()) {
            String sha256 = there.get(file.getKey());
            if (sha256 == null) {
                return Optional.of("%s of gate %s is not".formatted(file.getKey(), gate.drillId()));
            }
            if (!sha256.equals(file.getValue().asText())) {
                return Optional.of("%s is not as gate %s saw it".formatted(file.getKey(), gate.drillId()));
            }
        }
        return Optional.empty();
    }

    private static JsonNode artifacts(Evidence gate) {
        try {
            return Json.mapper()
                    .readTree(gate.files().getOrDefault("gate.json", "{}"))
                    .path("artifacts");
        } catch (JsonProcessingException e) {
            throw new CommandFailed("the gate.json of gate %s in the history is none".formatted(gate.drillId()), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
