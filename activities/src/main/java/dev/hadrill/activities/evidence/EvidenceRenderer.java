package dev.hadrill.activities.evidence;

import dev.hadrill.activities.files.Sha256;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.observation.Sample;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A drill's files from its events and its samples. Pure: the same drill renders the same files. */
public final class EvidenceRenderer {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EvidenceRenderer() {}

    /** Fails on a drill that never started. */
    public static Evidence render(DrillState drill, Map<String, List<Sample>> samplesByProbe) {
        Figures figures = Figures.of(drill, samplesByProbe);
        Map<String, String> files = new TreeMap<>();
        files.put("report.json", ReportJson.render(figures));
        files.put("report.md", ReportMarkdown.render(figures));
        files.put("health-timeline.csv", Timelines.csv(figures));
        files.put("manifest.sha256", manifest(files));
        return new Evidence(drill.drillId(), folder(figures), files);
    }

    private static String folder(Figures figures) {
        String scenario = figures.summary().scenario().replaceAll("[^A-Za-z0-9_-]", "_");
        return scenario + "-" + FOLDER.format(figures.timeline().origin().wall());
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
