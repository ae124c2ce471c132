package dev.hadrill.workflows.evidence;

import java.util.Map;
import java.util.TreeMap;

/**
 * The rendered files of a drill.
 *
 * @param folder {@code <scenario>-<yyyymmddThhmmss>Z}
 * @param files contents by name
 */
public record Evidence(String drillId, String folder, Map<String, String> files) {
    public Evidence {
        files = new TreeMap<>(files);
    }
}
