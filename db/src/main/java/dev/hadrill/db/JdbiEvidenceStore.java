package dev.hadrill.db;

import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Evidence in the history. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiEvidenceStore implements EvidenceStore {
    private final HistoryDatabase database;

    public JdbiEvidenceStore(HistoryDatabase database) {
        this.database = database;
    }

    @Override
    public void store(Evidence evidence) {
        database.use(handle -> {
            handle.createUpdate("DELETE FROM drill_evidence WHERE drill_id = :drill")
                    .bind("drill", evidence.drillId())
                    .execute();
            insert(handle, evidence);
        });
    }

    @Override
    public Optional<Evidence> find(String drillId) {
        List<File> files = database.in(handle -> handle.createQuery(
                        "SELECT folder, file, content FROM drill_evidence WHERE drill_id = :drill ORDER BY file")
                .bind("drill", drillId)
                .map((row, context) -> new File(
                        row.getString("folder"),
                        row.getString("file"),
                        new String(row.getBytes("content"), StandardCharsets.UTF_8)))
                .list());
        Map<String, String> contents = files.stream().collect(Collectors.toMap(File::name, File::content));
        return files.stream().findFirst().map(file -> new Evidence(drillId, file.folder(), contents));
    }

    private static void insert(Handle handle, Evidence evidence) {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO drill_evidence (drill_id, file, folder, content) VALUES (:drill, :file, :folder, :content)");
        evidence.files()
                .forEach((name, content) -> batch.bind("drill", evidence.drillId())
                        .bind("file", name)
                        .bind("folder", evidence.folder())
                        .bind("content", content.getBytes(StandardCharsets.UTF_8))
                        .add());
        batch.execute();
    }

    private record File(String folder, String name, String content) {}
}
