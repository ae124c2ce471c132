package dev.hadrill.activities.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DB_HOST=postgres|DB_HOST=other",
                "DB_HOST=|DB_HOST=other",
                "DB_HOST='postgres'|DB_HOST='other'",
                "DB_HOST=\"postgres\"|DB_HOST=\"other\"",
                "export DB_HOST = postgres|export DB_HOST = other",
                "DB_HOST=postgres # the primary|DB_HOST=other # the primary",
                "DB_HOST='postgres'  # was 'x'|DB_HOST='other'  # was 'x'",
                "DB_HOST=post#gres|DB_HOST=other",
            })
    void quotesSpacesAndCommentsStay(String before, String after) {
        assertThat(new EnvText(before).with("DB_HOST", "other").orElseThrow().text())
                .isEqualTo(after);
    }

    @Test
    void everyOtherLineStaysByteForByte() {
        String text =
                "# DB_HOST=a comment\r\nDB_HOST_2=x\r\nMY_DB_HOST=y\r\n\r\nDB_HOST=postgres\r\nPW='a b'$c\\d\r\nlast";

        assertThat(new EnvText(text).with("DB_HOST", "other").orElseThrow().text())
                .isEqualTo(text.replace("DB_HOST=postgres", "DB_HOST=other"));
    }

    @Test
    void theLastAssignmentCountsAsComposeReadsIt() {
        EnvText text = new EnvText("DB_HOST=one\nX=1\nDB_HOST=two\n");

        assertThat(text.value("DB_HOST")).contains("two");
        assertThat(text.with("DB_HOST", "three").orElseThrow().text()).isEqualTo("DB_HOST=one\nX=1\nDB_HOST=three\n");
    }

    @Test
    void anAbsentVariableIsNotInvented() {
        assertThat(new EnvText("#DB_HOST=x\nDB_HOSTS=y\n").value("DB_HOST")).isEmpty();
        assertThat(new EnvText("#DB_HOST=x\nDB_HOSTS=y\n").with("DB_HOST", "z")).isEmpty();
    }
}
