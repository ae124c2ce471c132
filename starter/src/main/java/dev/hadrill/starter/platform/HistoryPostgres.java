package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The history's own PostgreSQL: data in {@code postgres/data}, TCP on 127.0.0.1 with a password and nothing else. */
final class HistoryPostgres {
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Settings settings;
    private final Path binaries;
    private final Path folder;
    private final Path data;
    private final ServerUser user;

    HistoryPostgres(Settings settings) throws IOException {
        this.settings = settings;
        this.binaries = PostgresBinaries.unpacked(settings.cache()).resolve("bin");
        this.folder = Files.createDirectories(settings.data().resolve("postgres"));
        this.data = folder.resolve("data");
        this.user = ServerUser.ableToRun(program("postgres"));
    }

    /** Makes the data where there is none, and sees that what is there can be started. */
    void prepare(Consumer<String> say) throws IOException {
        user.own(folder);
        if (!Files.exists(data)) {
            create();
            say.accept("history: new PostgreSQL data in " + data);
        }
        requireSameVersion();
        clearLock();
        if (Secrets.historyPassword(settings.data()).isEmpty()) {
            setPassword(data, Secrets.newHistoryPassword(settings.data()));
            say.accept("history: new password in " + settings.data().resolve("secrets"));
        }
    }

    ChildSpec child() {
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(Bound.to("INT", List.of(program("postgres").toString(), "-D", data.toString())));
        command.addAll(List.of("-p", Integer.toString(settings.historyPort())));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=", // a path too long for a socket cannot stop it
                "max_connections=50",
                "shared_buffers=64MB",
                "random_page_cost=1.1")) { // years of drills fit the page cache: docs/history.md
            command.addAll(List.of("-c", setting));
        }
        return new ChildSpec(
                "history",
                "127.0.0.1:" + settings.historyPort(),
                command,
                ENVIRONMENT,
                settings.logs().resolve("history.log"),
                "INT", // fast shutdown; TERM would wait for every client to leave
                1);
    }

    /** Made beside its place and moved there whole, so that a crash leaves nothing half-made. */
    private void create() throws IOException {
        Path fresh = folder.resolve("data.new");
        Folders.delete(fresh);
        String[] options = {"-U", Connection.DATABASE, "-E", "UTF8", "--no-locale", "--auth=trust", "--data-checksums"};
        List<String> initdb = new ArrayList<>(List.of(program("initdb").toString(), "-D", fresh.toString()));
        initdb.addAll(List.of(options));
        run(initdb, "");
        Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        singleUser(fresh, "CREATE DATABASE " + Connection.DATABASE);
        Optional<String> kept = Secrets.historyPassword(settings.data());
        setPassword(fresh, kept.isPresent() ? kept.get() : Secrets.newHistoryPassword(settings.data()));
        Files.move(fresh, data);
    }

    private void setPassword(Path cluster, String password) {
        singleUser(cluster, "ALTER ROLE " + Connection.DATABASE + " PASSWORD '" + password + "'");
    }

    private void singleUser(Path cluster, String statement) {
        String postgres = program("postgres").toString();
        Subprocess done = run(List.of(postgres, "--single", "-D", cluster.toString(), "postgres"), statement + "\n");
        done.output()
                .lines()
                .filter(line -> line.contains("ERROR:"))
                .findFirst()
                .ifPresent(error -> {
                    throw new CommandFailed("the history's PostgreSQL in " + cluster + ": " + error);
                });
    }

    private Subprocess run(List<String> command, String input) {
        Subprocess done = Subprocess.run(LIMIT, Bound.prefixed(user.prefix(), command), ENVIRONMENT, input);
        if (!done.ok()) {
            throw new CommandFailed("the history's PostgreSQL cannot be prepared in " + folder + ": "
                    + Path.of(command.get(0)).getFileName() + ": " + done.lastLine());
        }
        return done;
    }

    private void requireSameVersion() throws IOException {
        String has = Files.readString(data.resolve("PG_VERSION")).strip();
        Subprocess version = run(List.of(program("postgres").toString(), "--version"), "");
        if (!version.output().contains(" " + has + ".")) {
            throw new CommandFailed(data + " was written by PostgreSQL " + has + ", hadrill brings "
                    + version.lastLine() + "; dump it with the old version, or move it away");
        }
    }

    /**
     * Ends a server that nobody recorded, then removes its lock: PostgreSQL itself would take a zombie, or another
     * process with that pid after a reboot, for the owner.
     */
    private void clearLock() throws IOException {
        List<Incarnation> left = ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, data))
                .flatMap(pid -> Incarnation.of(pid).stream())
                .toList();
        left.forEach(process -> process.signal("INT"));
        left.forEach(process -> process.end(Duration.ofSeconds(10)));
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), folder);
        } catch (IOException e) {
            return false;
        }
    }

    private Path program(String name) {
        return binaries.resolve(name);
    }
}
