package dev.hadrill.activities.files;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples on this machine's disk first, and shipped to the history when it can be reached: an observation never waits for
 * a database. Workers that share the folder see each other's at once.
 */
public final class SpooledSegments implements SegmentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledSegments.class);
    private static final String SUFFIX = ".samples";

    private final Path folder;
    private final SegmentStore history;

    public SpooledSegments(Path folder, SegmentStore history) {
        this.folder = folder;
        this.history = history;
    }

    /** Writes a small file and does not wait for the disk: what a power cut takes is a gap in the observation. */
    @Override
    public void append(Segment segment) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".", ".new");
            Files.write(fresh, segment.content());
            Files.move(fresh, folder.resolve(name(segment)), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is here and what is in the history; the history being away is no failure, only fewer samples. */
    @Override
    public List<Segment> read(String drillId) {
        List<Segment> segments = new ArrayList<>(spooled(drillId)); // first: shipping moves them the other way
        try {
            segments.addAll(history.read(drillId));
        } catch (ApplicationFailure e) {
            if (!Failures.HISTORY_DOWN.equals(e.getType())) {
                throw e;
            }
            LOG.warn("{}; drill {} is judged by the samples on this machine", e.getOriginalMessage(), drillId);
        }
        Set<String> seen = new HashSet<>();
        return segments.stream()
                .filter(segment -> seen.add(name(segment)))
                .sorted(Comparator.comparingInt(Segment::attempt).thenComparingInt(Segment::sequence))
                .toList();
    }

    /** Moves everything to the history; fails when it is away. */
    public int ship() {
        List<Segment> all = spooled("");
        for (Segment segment : all) {
            history.append(segment);
            try {
                Files.deleteIfExists(folder.resolve(name(segment)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.size();
    }

    /** What waits here to be shipped. Blocks for the disk. */
    public long bytes() {
        return files("").stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private List<Segment> spooled(String drillId) {
        return files(drillId).stream().flatMap(SpooledSegments::segment).toList();
    }

    private List<Path> files(String drillId) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            String prefix = drillId.isEmpty() ? "" : encode(drillId) + "~";
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when it was shipped in the meantime. */
    private static Stream<Segment> segment(Path file) {
        String[] parts = file.getFileName().toString().split("[~.]", -1);
        try {
            return Stream.of(new Segment(
                    decode(parts[0]),
                    decode(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Segment segment) {
        return "%s~%s~%d~%06d%s"
                .formatted(
                        encode(segment.drillId()),
                        encode(segment.stream()),
                        segment.attempt(),
                        segment.sequence(),
                        SUFFIX);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace(".", "%2E")
                .replace("~", "%7E");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
