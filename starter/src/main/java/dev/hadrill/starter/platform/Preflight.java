package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must hold before anything is started. */
final class Preflight {
    private static final long NEEDED_MB = 500; // a first start writes 400: programs 220, jars 140, PostgreSQL 45

    private Preflight() {}

    static void check(Settings settings, boolean ownTemporal, boolean ownHistory) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new CommandFailed(
                    "the local platform runs on Linux only; set TEMPORAL_ADDRESS and HADRILL_HISTORY_URL"
                            + " and use an installation of your own");
        }
        requireSpace(settings.data());
        if (ownTemporal) {
            Ports.requireFree(settings.temporalPort(), "Temporal", "HADRILL_TEMPORAL_PORT");
            Ports.requireFree(settings.uiPort(), "Temporal's UI", "HADRILL_UI_PORT");
        }
        if (ownHistory) {
            Ports.requireFree(settings.historyPort(), "the history's PostgreSQL", "HADRILL_HISTORY_PORT");
        }
        for (int worker = 1; worker <= Workers.COUNT; worker++) {
            Ports.requireFree(
                    Workers.metricsPort(settings, worker), "metrics of worker-" + worker, "HADRILL_METRICS_PORT");
        }
    }

    private static void requireSpace(Path data) {
        try {
            Files.createDirectories(data);
            requireSpace(data, Files.getFileStore(data).getUsableSpace() >> 20);
        } catch (IOException e) {
            throw new CommandFailed(data + " cannot be written: " + e.getMessage() + "; set HADRILL_DATA", e);
        }
    }

    static void requireSpace(Path data, long freeMb) {
        if (freeMb < NEEDED_MB) {
            throw new CommandFailed("only " + freeMb + " MB are free for " + data + ", the platform needs " + NEEDED_MB
                    + "; free some, or set HADRILL_DATA to a folder on another disk");
        }
    }
}
