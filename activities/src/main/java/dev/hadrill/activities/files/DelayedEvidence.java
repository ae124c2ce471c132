package dev.hadrill.activities.files;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evidence for a history that may be away: it then goes to the outbox (DESIGN 5.5). */
public final class DelayedEvidence implements EvidenceStore {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedEvidence.class);

    private final EvidenceStore store;
    private final Outbox outbox;

    public DelayedEvidence(EvidenceStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public void store(Evidence evidence) {
        try {
            store.store(evidence);
        } catch (ApplicationFailure e) {
            if (!Failures.HISTORY_DOWN.equals(e.getType())) {
                throw e;
            }
            LOG.warn("{}; the evidence of drill {} waits in the outbox", e.getOriginalMessage(), evidence.drillId());
            outbox.keep(evidence);
        }
    }

    @Override
    public Optional<Evidence> find(String drillId) {
        Optional<Evidence> waiting = outbox.evidence(drillId);
        return waiting.isPresent() ? waiting : store.find(drillId);
    }
}
