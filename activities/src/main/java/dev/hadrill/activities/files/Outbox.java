package dev.hadrill.activities.files;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.HistoryActivities;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where drills and evidence wait while the history is away: a file each. Workers may share a folder: shipping twice is
 * shipping once, and no file is ever written again under its name.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String DRILL = "drill-";
    private static final String EVIDENCE = "evidence-";

    private final Path folder;

    public Outbox(Path folder) {
        this.folder = folder;
    }

    /** Blocks for the disk; throws an unchecked exception when it cannot be kept here either. */
    public void keep(DrillState drill) {
        write(DRILL + name(drill.drillId()) + "-" + drill.events().size(), drill);
    }

    /** Blocks for the disk; throws an unchecked exception when it cannot be kept here either. */
    public void keep(Evidence evidence) {
        byte[] content = Json.write(evidence).getBytes(StandardCharsets.UTF_8);
        write(EVIDENCE + name(evidence.drillId()) + "-" + Sha256.hex(content).substring(0, 16), evidence);
    }

    /** Evidence that waits here. */
    public Optional<Evidence> evidence(String drillId) {
        return files(EVIDENCE + name(drillId) + "-").stream()
                .map(Outbox::content)
                .flatMap(Optional::stream)
                .map(text -> Json.read(text, Evidence.class))
                .reduce((first, second) -> second);
    }

    /** Ships what waits, the oldest first; fails when the history is away. What it refuses for good is put aside. */
    public int ship(HistoryActivities history, EvidenceStore evidence) {
        int shipped = 0;
        for (Path file : files("")) {
            Optional<String> content = content(file);
            if (content.isPresent() && ship(file, content.get(), history, evidence)) {
                shipped++;
            }
        }
        return shipped;
    }

    /** How many wait here. Blocks for the disk. */
    public int waiting() {
        return files("").size();
    }

    private boolean ship(Path file, String content, HistoryActivities history, EvidenceStore evidence) {
        try {
            if (file.getFileName().toString().startsWith(DRILL)) {
                history.persist(Json.read(content, DrillState.class));
            } else {
                evidence.store(Json.read(content, Evidence.class));
            }
            Files.deleteIfExists(file);
            return true;
        } catch (ApplicationFailure e) {
            if (Failures.HISTORY_DOWN.equals(e.getType())) {
                throw e;
            }
            putAside(file, e);
        } catch (IOException | UncheckedIOException e) {
            putAside(file, e);
        }
        return false;
    }

    private void putAside(Path file, Exception why) {
        Path aside = folder.resolve("refused").resolve(file.getFileName());
        LOG.error("{} cannot be shipped and is put aside as {}: {}", file, aside, why.toString());
        try {
            Files.createDirectories(aside.getParent());
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            LOG.info("{} is gone: another worker took it", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Object value) {
        try {
            DurableFile.write(folder.resolve(name + ".json"), Json.write(value).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparingLong(Outbox::modified).thenComparing(Path::compareTo))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0; // shipped by another worker in the meantime
        }
    }

    /** Empty when another worker has shipped it. */
    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids come from Temporal and hold nothing else; whatever did would lead out of the folder. */
    private static String name(String drillId) {
        if (!drillId.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new IllegalArgumentException("drill id '" + drillId + "' cannot name a file");
        }
        return drillId;
    }
}
