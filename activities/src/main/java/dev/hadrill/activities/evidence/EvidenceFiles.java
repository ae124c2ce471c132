package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.SightingCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders a drill from its events and from the samples and sightings that can be read, and stores it. */
public final class EvidenceFiles implements EvidenceActivities {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);

    private final SegmentStore kept;
    private final EvidenceStore store;

    /** {@code store} keeps what it cannot store now: the history being away fails no drill. */
    public EvidenceFiles(SegmentStore kept, EvidenceStore store) {
        this.kept = kept;
        this.store = store;
    }

    /** Safe to repeat: the same drill renders the same files, and they are stored by drill. */
    @Override
    public EvidenceRef write(DrillState drill) {
        List<Segment> segments = segments(drill.drillId());
        Evidence evidence = EvidenceRenderer.render(drill, samples(segments), sightings(segments));
        store.store(evidence);
        Map<String, String> digests = new TreeMap<>();
        evidence.files().forEach((name, content) -> digests.put(name, EvidenceRenderer.sha256(content)));
        return new EvidenceRef(evidence.folder(), digests);
    }

    private List<Segment> segments(String drillId) {
        try {
            return kept.read(drillId);
        } catch (RuntimeException e) {
            LOG.warn("drill {}: what it recorded cannot be read: {}", drillId, e.toString());
            return List.of();
        }
    }

    /** By probe; a segment that cannot be read is left out, and the report says how many samples are missing. */
    private static Map<String, List<Sample>> samples(List<Segment> segments) {
        Map<String, List<Sample>> found = new HashMap<>();
        for (Segment segment : segments) {
            String probe = segment.probe();
            if (probe != null) {
                found.computeIfAbsent(probe, name -> new ArrayList<>()).addAll(decoded(segment, SampleCodec::decode));
            }
        }
        return found;
    }

    /** The journal; empty when none can be read. */
    private static List<Sighting> sightings(List<Segment> segments) {
        return segments.stream()
                .filter(segment -> segment.stream().equals(Segment.SIGHTINGS))
                .flatMap(segment -> decoded(segment, SightingCodec::decode).stream())
                .toList();
    }

    private static <T> List<T> decoded(Segment segment, Function<byte[], List<T>> decoder) {
        try {
            return decoder.apply(segment.content());
        } catch (RuntimeException e) {
            LOG.warn(
                    "drill {}: segment {} of {}, attempt {}, cannot be read: {}",
                    segment.drillId(),
                    segment.sequence(),
                    segment.stream(),
                    segment.attempt(),
                    e.toString());
            return List.of();
        }
    }
}
