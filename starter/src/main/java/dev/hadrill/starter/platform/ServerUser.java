package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whom PostgreSQL runs as, which refuses root: the present user, or for root "nobody", by one of two ways. */
record ServerUser(int id, List<String> prefix) {
    private static final String NOBODY = "65534"; // has a passwd entry on every Linux; initdb asks for one

    /** A real change of user where "nobody" may enter the folders above; else a user namespace, in which root is nobody. */
    static ServerUser ableToRun(Path program) throws IOException {
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (self != 0) {
            return new ServerUser(self, List.of());
        }
        List<ServerUser> ways = List.of(
                new ServerUser(
                        Integer.parseInt(NOBODY),
                        List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups")),
                new ServerUser(0, List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY)));
        return ways.stream()
                .filter(way -> way.canRun(program))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("PostgreSQL does not run as root, and neither setpriv nor unshare"
                        + " (util-linux) can run " + program
                        + " as nobody; run hadrill as another user, or set HADRILL_HISTORY_URL"));
    }

    private boolean canRun(Path program) {
        return Subprocess.run(Duration.ofSeconds(10), Bound.prefixed(prefix, List.of(program.toString(), "--version")))
                .ok();
    }

    /** Gives it a folder with all that is in it. */
    void own(Path folder) throws IOException {
        if ((int) Files.getAttribute(folder, "unix:uid") == id) {
            return;
        }
        Subprocess chown =
                Subprocess.run(Duration.ofMinutes(1), List.of("chown", "-R", id + ":" + id, folder.toString()));
        if (!chown.ok()) {
            throw new CommandFailed(folder + " cannot be given to user " + id + ": " + chown.lastLine());
        }
    }
}
