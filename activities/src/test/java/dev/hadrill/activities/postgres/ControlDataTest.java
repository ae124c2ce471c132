package dev.hadrill.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.activities.postgres.PostgresNode.Condition;
import org.junit.jupiter.api.Test;

class ControlDataTest {
    private static final String CONTROL = """
            pg_control version number:            1700
            Database system identifier:           7575112233445566778
            Database cluster state:               in production
            Latest checkpoint's TimeLineID:       1
            Latest checkpoint's PrevTimeLineID:   1
            Min recovery ending loc's timeline:   0
            """;

    @Test
    void withoutStandbySignalItWouldComeBackAsAPrimary() {
        assertThat(ControlData.parse(CONTROL))
                .isEqualTo(new ControlData(Condition.DEAD_PRIMARY, 1, "7575112233445566778"));
    }

    @Test
    void aPromotionThatDiedBeforeItsCheckpointIsSeenInTheTimelineHistory() {
        assertThat(ControlData.parse(CONTROL + "hadrill history: 0000000B\n").timeline())
                .isEqualTo(11);
    }

    @Test
    void standbySignalMakesItAStandby() {
        assertThat(ControlData.parse(CONTROL + "hadrill standby: yes\n").condition())
                .isEqualTo(Condition.DEAD_STANDBY);
    }

    @Test
    void halfARejoinIsBroken() {
        assertThat(ControlData.parse("hadrill broken: yes\n").condition()).isEqualTo(Condition.DEAD_BROKEN);
    }

    @Test
    void somethingElseIsNoControlFile() {
        assertThatThrownBy(() -> ControlData.parse("pg_controldata: could not open file"))
                .hasMessageContaining("neither system identifier nor timeline");
    }

    @Test
    void secretsSurviveBothQuotings() {
        assertThat(ConnInfo.of("db", "repl").with("password", "it's a \\ pass").setting())
                .isEqualTo("primary_conninfo = 'host=''db'' port=''5432'' user=''repl'' connect_timeout=''5'' "
                        + "password=''it\\\\''s a \\\\\\\\ pass'''");
    }

    @Test
    void aServersViewIsReadFromItsJson() {
        PostgresView view = PostgresMember.read("""
                {"in_recovery" : false, "system_id" : "7", "timeline" : 3, "lsn" : "0/3000060", "receiver" : null,
                 "senders" : [{"address" : "10.0.0.2", "state" : "streaming"}, {"address" : null, "state" : "backup"}]}
                """);

        assertThat(view.timeline()).isEqualTo(3);
        assertThat(view.sendsTo(java.util.List.of("10.0.0.2"))).isTrue();
        assertThat(view.sendsTo(java.util.List.of("10.0.0.3"))).isFalse();
    }
}
