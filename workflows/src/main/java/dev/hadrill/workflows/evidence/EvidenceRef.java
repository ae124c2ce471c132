package dev.hadrill.workflows.evidence;

import java.util.Map;
import java.util.TreeMap;

/**
 * Names the evidence without carrying it.
 *
 * @param sha256 by file name
 */
public record EvidenceRef(String folder, Map<String, String> sha256) {
    public EvidenceRef {
        sha256 = new TreeMap<>(sha256);
    }
}
