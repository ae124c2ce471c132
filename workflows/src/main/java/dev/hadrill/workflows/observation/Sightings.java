package dev.hadrill.workflows.observation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which sightings an observation's result carries; all of them are in the history. Pure. */
public final class Sightings {
    /** A drill's history stays under 100 KB, and each of these takes some 200 bytes of it. */
    private static final int MOST = 20;

    private record Key(Sighting.Kind kind, String technology) {}

    private Sightings() {}

    /** In the order of time: the first of each kind and technology not before an instant, but those of no phase. */
    public static List<Sighting> telling(List<Sighting> sightings, long sinceNs) {
        Map<Key, Sighting> first = new LinkedHashMap<>();
        sightings.stream()
                .filter(sighting -> sighting.kind() != Sighting.Kind.OTHER && sighting.seenNs() >= sinceNs)
                .sorted(Comparator.comparingLong(Sighting::seenNs))
                .forEach(sighting -> first.putIfAbsent(new Key(sighting.kind(), technology(sighting)), sighting));
        return first.values().stream().limit(MOST).toList();
    }

    private static String technology(Sighting sighting) {
        return sighting.source().split("/", 2)[0];
    }
}
