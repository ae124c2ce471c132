package dev.hadrill.activities.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hadrill.workflows.observation.Sighting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the stack showed from inside, one by one: for report.json and for sightings.csv. */
final class Journal {
    private Journal() {}

    /** {@code notBefore} is the look before, which had not shown it; null for an event that came by itself. */
    record Line(
            @JsonProperty("t_offset_sec") double tOffsetSec,
            @JsonProperty("not_before_t_sec") @Nullable Double notBefore,
            String kind,
            String source,
            String detail) {}

    static List<Line> json(Figures figures) {
        Timeline timeline = figures.timeline();
        if (!timeline.measures()) {
            return List.of();
        }
        return figures.sightings().stream()
                .map(sighting -> new Line(
                        timeline.at(sighting.seenNs()),
                        sighting.notBeforeNs() == null ? null : timeline.at(sighting.notBeforeNs()),
                        kind(sighting),
                        sighting.source(),
                        sighting.detail()))
                .toList();
    }

    static String csv(Figures figures) {
        return json(figures).stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "%.6f,%s,%s,%s,%s\n",
                        line.tOffsetSec(),
                        line.notBefore() == null ? "" : String.format(Locale.ROOT, "%.6f", line.notBefore()),
                        line.kind(),
                        quoted(line.source()),
                        quoted(line.detail())))
                .collect(Collectors.joining("", "t_offset_sec,not_before_t_sec,kind,source,detail\n", ""));
    }

    private static String kind(Sighting sighting) {
        return sighting.kind().name().toLowerCase(Locale.ROOT);
    }

    /** On one line, and no formula to a spreadsheet. */
    private static String quoted(String hostile) {
        String text = hostile.replaceAll("\\p{Cntrl}", " ").replace("\"", "\"\"");
        return "\"" + (text.matches("\\s*[=+@-].*") ? "'" : "") + text + "\"";
    }
}
