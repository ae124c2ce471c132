package dev.hadrill.workflows.evidence;

import java.util.Optional;

/** Where rendered evidence is kept. */
public interface EvidenceStore {
    /** Idempotent by drill: the last one written counts. Blocks; throws an unchecked exception when unreachable. */
    void store(Evidence evidence);

    Optional<Evidence> find(String drillId);
}
