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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders a drill from its events and the samples that can be read, and stores it. */
public final class EvidenceFiles implements EvidenceActivities {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);

    private final SegmentStore samples;
    private final EvidenceStore store;

    /** {@code store} keeps what it cannot store now: the history being away fails no drill. */
    public EvidenceFiles(SegmentStore samples, EvidenceStore store) {
        this.samples = samples;
        this.store = store;
    }

    /** Safe to repeat: the same drill renders the same files, and they are stored by drill. */
    @Override
    public EvidenceRef write(DrillState drill) {
        Evidence evidence = EvidenceRenderer.render(drill, samples(drill.drillId()));
        store.store(evidence);
        Map<String, String> digests = new TreeMap<>();
        evidence.files().forEach((name, content) -> digests.put(name, EvidenceRenderer.sha256(content)));
        return new EvidenceRef(evidence.folder(), digests);
    }

    /** By probe; a segment that cannot be read is left out, and the report says how many samples are missing. */
    private Map<String, List<Sample>> samples(String drillId) {
        Map<String, List<Sample>> found = new HashMap<>();
        try {
            for (Segment segment : samples.read(drillId)) {
                String probe = segment.probe();
                if (probe != null) {
                    found.computeIfAbsent(probe, name -> new ArrayList<>()).addAll(decoded(segment));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("drill {}: samples cannot be read: {}", drillId, e.toString());
        }
        return found;
    }

    private static List<Sample> decoded(Segment segment) {
        try {
            return SampleCodec.decode(segment.content());
        } catch (RuntimeException e) {
            LOG.warn(
                    "drill {}: segment {} of attempt {} cannot be read: {}",
                    segment.drillId(),
                    segment.sequence(),
                    segment.attempt(),
                    e.toString());
            return List.of();
        }
    }
}
