package dev.hadrill.activities.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.ServerLook;
import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server's answers, each asked for at a second and received 10 ns later, become sightings where they change. */
class LookSourceTest {
    private static final ServerState STANDBY = new ServerState(false, 1);
    private static final ServerState PRIMARY = new ServerState(true, 2);

    private final LookSource source = new LookSource(
            () -> {
                throw new AssertionError("no engine is asked");
            },
            "project",
            new Words());
    private final List<Sighting> sightings = new ArrayList<>();

    @Test
    void aServerThatTakesWritesNowWasPromotedSinceTheLookBeforeWasAskedFor() {
        look(STANDBY, 100);
        look(STANDBY, 200);
        look(PRIMARY, 300);
        look(PRIMARY, 400);

        assertThat(sightings)
                .containsExactly(
                        new Sighting(Kind.OTHER, null, 110, "postgres/pg", "is false"),
                        new Sighting(Kind.PROMOTED, 200L, 310, "postgres/pg", "is true"),
                        new Sighting(Kind.TIMELINE_BEGAN, 200L, 310, "postgres/pg", "began timeline 2"));
    }

    @Test
    void whatItWasAtTheFirstLookIsNoPromotion() {
        look(PRIMARY, 100);

        assertThat(sightings).extracting(Sighting::kind).containsExactly(Kind.OTHER);
    }

    @Test
    void aPromotionWhileItCouldNotBeAskedIsAsWideAsTheSilence() {
        look(STANDBY, 100);
        look(PRIMARY, 9_000);

        assertThat(sightings.get(1).notBeforeNs()).isEqualTo(100);
    }

    @Test
    void aTimelineThatIsForgottenForAWhileIsNoNewOne() {
        look(new ServerState(false, 3), 100);
        look(new ServerState(false, 2), 200);
        look(new ServerState(false, 3), 300);

        assertThat(sightings).hasSize(1);
    }

    @Test
    void aDemotionIsJournalledOnly() {
        look(PRIMARY, 100);
        look(STANDBY, 200);

        assertThat(sightings).extracting(Sighting::kind).containsExactly(Kind.OTHER, Kind.OTHER);
    }

    private void look(ServerState state, long askedNs) {
        source.seen(state, askedNs, askedNs + 10, sightings::add);
    }

    private static final class Words implements ServerLook {
        @Override
        public String source() {
            return "postgres/pg";
        }

        @Override
        public String service() {
            return "pg";
        }

        @Override
        public Command client(Instance instance) {
            return Command.of(List.of("cat"));
        }

        @Override
        public List<String> question() {
            return List.of("?");
        }

        @Override
        public String end() {
            return ".";
        }

        @Override
        public Optional<ServerState> read(List<String> answer) {
            return Optional.empty();
        }

        @Override
        public String words(ServerState state) {
            return "is " + state.writable();
        }
    }
}
