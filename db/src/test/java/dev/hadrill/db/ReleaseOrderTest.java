package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases are ordered as versions, not as text. */
class ReleaseOrderTest {
    private static final HistoryDatabase DATABASE = Postgres.newHistory();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26.08.2 < 26.08.10 < 26.9.1 < 26.10 < 27.1",
                "0.9 < 1.0 < 1.0.1 < 1.2 < 1.10 < 2.0 < 10.0",
                "1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0",
                "1.0.0-rc.2 < 1.0.0-rc.10 < 1.0.0-SNAPSHOT < 1.0.0 < 1.0.1-rc.1 < 1.0.1",
                "1.4.0rc1 < 1.4.0-RC2 < 1.4.0rc10 < 1.4.0 < 1.4.1a1",
                "1.4.0.RC1 < 1.4.0.Final < 1.4.1.RC1",
                "1.4.0 < 1.4.0-3-gdeadbeef < 1.4.0-12-g0badcafe < 1.4.1",
                "1.4.0-rc.1 < 1.4.0-rc.1-3-gdeadbeef < 1.4.0-rc.2",
                "26.08.2-rc1 < 26.08.2 < 26.08.2-hotfix1 < 26.08.2-hotfix10 < 26.08.2.1 < 26.08.3",
                "9.6 < 9.6p1 < 9.6-p2 < 9.7",
                "v1.9 < 1.10 < V1.11 < release/1.12 < release-1.13 < version 1.14",
                "app-1.9 < app-v1.10-rc.1 < app-1.10",
                "nightly-2026-02-28 < nightly-2026-11-01 < nightly-2027-01-01",
                "2026-02-28 < 2026-11-01 < 20261101123456789 < 20261101123456789012345678901",
                "1.0.0 < main",
                "1.0.0+build.1 < 1.0.0+build.2 < 1.0.1+build.1"
            })
    void releasesSortAsVersions(String ascending) {
        List<String> releases = List.of(ascending.split(" < "));

        assertThat(sorted(releases)).isEqualTo(releases);
        assertThat(sorted(releases.reversed())).isEqualTo(releases);
    }

    @Test
    void whatIsTheSameVersionIsAdjacentAndStillTwoReleases() {
        assertThat(sorted(List.of("v1.0", "1.0.1", "1.0.0", "1.0", "1.0.0-rc.1", "01.00")))
                .containsExactly("1.0.0-rc.1", "01.00", "1.0", "1.0.0", "v1.0", "1.0.1");
    }

    @Test
    void whateverIsGivenHasAKeyThatAnIndexHolds() {
        for (String hostile : List.of(
                "",
                " ",
                "\n",
                "...",
                "-",
                "💥",
                "é-1.0",
                "'; DROP TABLE drill; --",
                "9.".repeat(5_000),
                "x".repeat(9_000) + "1",
                "1".repeat(2_000),
                "💥".repeat(3_000))) {
            assertThat(key(hostile)).isNotNull().hasSizeLessThanOrEqualTo(600);
        }
    }

    private static String key(String release) {
        return DATABASE.in(handle -> handle.createQuery("SELECT release_key(:release)")
                .bind("release", release)
                .mapTo(String.class)
                .one());
    }

    private static List<String> sorted(List<String> releases) {
        return DATABASE.in(handle -> handle.createQuery(
                        "SELECT release FROM unnest(:releases) AS release ORDER BY release_key(release) COLLATE \"C\"")
                .bindArray("releases", String.class, releases)
                .mapTo(String.class)
                .list());
    }
}
