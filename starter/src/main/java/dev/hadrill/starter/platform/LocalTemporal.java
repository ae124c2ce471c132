package dev.hadrill.starter.platform;

import dev.hadrill.workflows.Attributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Temporal's dev server with a database file; write-ahead logging lets it survive a kill -9. */
final class LocalTemporal {
    static final List<SearchAttributeKey<?>> ATTRIBUTES =
            List.of(Attributes.STACK, Attributes.SCENARIO, Attributes.RELEASE, Attributes.VERDICT, Attributes.RTO_MS);

    private static final String NO_NEWS = "--ui-disable-news-fetch"; // the UI would ask the internet

    /**
     * A timer due sooner than this after the last one fires late, by up to this: 1 s by default, which is for clocks of
     * several servers. A dead worker's activity waits for such a timer before it is given to another one.
     */
    private static final String TIMER_SHIFT = "history.timerProcessorMaxTimeShift=\"100ms\"";

    /** A drill keeps its events in its memo, some 15 KB: no reason for a warning with each of them. */
    private static final String MEMO_WARNING = "limit.memoSize.warn=65536";

    private LocalTemporal() {}

    static ChildSpec child(Settings settings, TemporalBinary binary, String namespace) throws IOException {
        Path folder = Files.createDirectories(settings.data().resolve("temporal"));
        List<String> command = new ArrayList<>(List.of(binary.path().toString(), "server", "start-dev"));
        command.addAll(List.of("--ip", "127.0.0.1", "--log-level", "warn"));
        if (binary.serverKnows(NO_NEWS)) {
            command.add(NO_NEWS);
        }
        command.addAll(List.of("--port", Integer.toString(settings.temporalPort())));
        command.addAll(List.of("--ui-port", Integer.toString(settings.uiPort())));
        command.addAll(List.of("--namespace", namespace));
        command.addAll(List.of("--db-filename", folder.resolve("temporal.db").toString()));
        command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"));
        command.addAll(List.of("--dynamic-config-value", TIMER_SHIFT, "--dynamic-config-value", MEMO_WARNING));
        for (SearchAttributeKey<?> key : ATTRIBUTES) {
            command.addAll(List.of("--search-attribute", key.getName() + "=" + typeName(key)));
        }
        return new ChildSpec(
                "temporal",
                "127.0.0.1:" + settings.temporalPort(),
                Bound.to("TERM", command),
                withoutTemporal(settings.environment()),
                settings.logs().resolve("temporal.log"),
                "TERM",
                1);
    }

    private static String typeName(SearchAttributeKey<?> key) {
        return key.getValueType() == IndexedValueType.INDEXED_VALUE_TYPE_INT ? "Int" : "Keyword";
    }

    private static Map<String, String> withoutTemporal(Map<String, String> environment) {
        Map<String, String> cleaned = new HashMap<>(environment);
        cleaned.keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
        return cleaned;
    }
}
