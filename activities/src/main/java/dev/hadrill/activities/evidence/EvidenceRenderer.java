package dev.hadrill.activities.evidence;

import dev.hadrill.activities.files.Sha256;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A drill's files from its events and from what it recorded as it came. Pure: the same drill renders the same files. */
public final class EvidenceRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceRenderer.class);
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EvidenceRenderer() {}

    /** Fails on a drill that never started. */
    public static Evidence render(
            DrillState drill, Map<String, List<Sample>> samplesByProbe, List<Sighting> sightings) {
        Figures figures = Figures.of(drill, samplesByProbe, sightings);
        Map<String, String> files = new TreeMap<>();
        files.put("report.json", ReportJson.render(figures));
        files.put("report.md", ReportMarkdown.render(figures));
        html(figures).ifPresent(page -> files.put("report.html", page));
        files.put("health-timeline.csv", Timelines.csv(figures.samples(), figures.timeline()));
        drill.observation().ifPresent(seen -> files.putAll(otherTimelines(seen, figures)));
        if (!figures.sightings().isEmpty()) {
            files.put("sightings.csv", Journal.csv(figures));
        }
        files.put("manifest.sha256", manifest(files));
        return new Evidence(drill.drillId(), folder(figures), files);
    }

    /** A picture that cannot be drawn costs nobody the evidence. */
    private static Optional<String> html(Figures figures) {
        try {
            return Optional.of(ReportHtml.render(figures));
        } catch (RuntimeException e) {
            LOG.error(
                    "drill {}: report.html cannot be drawn; the other files are whole",
                    figures.drill().drillId(),
                    e);
            return Optional.empty();
        }
    }

    private static Map<String, String> otherTimelines(Observation seen, Figures figures) {
        return seen.probes().stream()
                .map(ProbeResult::probe)
                .filter(probe -> !probe.equals(seen.leading().probe()))
                .collect(Collectors.toMap(
                        probe -> "timeline-" + fileName(probe) + ".csv",
                        probe -> Timelines.csv(figures.samples(probe), figures.timeline())));
    }

    private static String folder(Figures figures) {
        return fileName(figures.summary().scenario()) + "-"
                + FOLDER.format(figures.timeline().origin().wall());
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** As {@code sha256sum -c} reads it. */
    private static String manifest(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> sha256(file.getValue()) + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    static String sha256(String content) {
        return Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
    }
}
