package dev.hadrill.activities.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RepliesTest {
    @Test
    void entriesBeginWithTheirNameAndMayHoldEmptyValues() {
        String text = """
                name
                10.0.0.2:6379
                ip
                10.0.0.2
                flags
                slave
                name
                [::1]:6379
                flags

                role-reported
                slave
                """;

        assertThat(Replies.entries(text))
                .containsExactly(
                        Map.of("name", "10.0.0.2:6379", "ip", "10.0.0.2", "flags", "slave"),
                        Map.of("name", "[::1]:6379", "flags", "", "role-reported", "slave"));
    }

    @Test
    void anErrorHasNoEntries() {
        assertThat(Replies.entries("ERR No such master with that name\n\n")).isEmpty();
    }

    @Test
    void sectionsAndInfoAreRead() {
        Map<String, String> sections = Replies.sections("== A\nx:1\r\ny:a:b\r\n== B\nOK 3 usable\n");

        assertThat(Replies.info(sections.getOrDefault("A", ""))).isEqualTo(Map.of("x", "1", "y", "a:b"));
        assertThat(sections.get("B")).isEqualTo("OK 3 usable\n");
    }
}
