package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.db.JdbiNotices.Due;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbiNoticesTest {
    private static final List<Duration> ONCE_AGAIN = List.of(Duration.ofMillis(50));
    private static final List<Duration> LATER = List.of(Duration.ofHours(1));
    private static final Path DOC = Path.of("../docs/webhook.md");
    private static final Pattern BODY = Pattern.compile("(<!-- body -->\n```json\n)(.*?)(\n```)", Pattern.DOTALL);

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database, true);
    private final JdbiNotices notices = new JdbiNotices(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVerdictIsDueOnceHoweverOftenItsDrillIsPersisted() {
        DrillState drill = Drills.passed("d1", "redis_kill");
        history.persist(drill);
        history.persist(drill);

        Due due = notices.claim(LATER).orElseThrow();

        assertThat(due.noticeId()).isEqualTo("drill_verdict_d1");
        assertThat(due.attempts()).isEqualTo(1);
        assertThat(notices.claim(LATER)).isEmpty();
        assertThat(notices.backlog()).isEqualTo(new Backlog(1, 0));
    }

    @Test
    void whatHasNoVerdictIsNotTold() {
        history.persist(Drills.begun("d1", "redis_kill"));
        history.persist(MeasuredDrills.watched("w1"));

        assertThat(notices.claim(LATER)).isEmpty();
    }

    @Test
    void drillsOfBeforeTheWebhookAreNotTold() {
        JdbiDrillHistory silent = new JdbiDrillHistory(database);
        silent.persist(Drills.passed("old", "redis_kill"));
        history.persist(Drills.passed("new", "redis_kill"));

        assertThat(notices.claim(LATER)).map(Due::noticeId).contains("drill_verdict_new");
        assertThat(notices.claim(LATER)).isEmpty();
    }

    @Test
    void aDrillThatIsRefusedIsNotTold() {
        history.persist(Drills.begun("d1", "api_kill"));
        try {
            history.persist(Drills.passed("d1", "redis_kill"));
        } catch (RuntimeException conflict) {
            assertThat(conflict).hasMessageContaining("holds other events");
        }

        assertThat(notices.claim(LATER)).isEmpty();
    }

    @Test
    void eachIsClaimedByOneWorkerOnly() {
        IntStream.range(0, 40).forEach(i -> history.persist(Drills.passed("d" + i, "redis_kill")));

        List<CompletableFuture<List<String>>> workers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> Stream.generate(() -> notices.claim(LATER))
                                .takeWhile(Optional::isPresent)
                                .map(due -> due.orElseThrow().noticeId())
                                .toList()))
                .limit(4)
                .toList();

        assertThat(workers.stream().flatMap(worker -> worker.join().stream()))
                .hasSize(40)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoDiesBetweenSendingAndRecordingLeavesItDueAgain() {
        history.persist(Drills.passed("d1", "redis_kill"));
        Due first = notices.claim(ONCE_AGAIN).orElseThrow();

        Due second = await().until(() -> notices.claim(ONCE_AGAIN).orElse(null), Objects::nonNull);

        assertThat(second.noticeId()).isEqualTo(first.noticeId());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.attempts()).isEqualTo(2);
    }

    @Test
    void afterTheLastAttemptItIsGivenUp() {
        history.persist(Drills.passed("d1", "redis_kill"));
        assertThat(notices.claim(List.of()).orElseThrow().dueAt()).isNull();
        notices.failed("drill_verdict_d1", "503");

        assertThat(notices.claim(ONCE_AGAIN)).isEmpty();
        assertThat(notices.backlog()).isEqualTo(new Backlog(0, 1));
        assertThat(column("last_result")).isEqualTo("503");
    }

    @Test
    void aDeliveryStandsAgainstASlowerAttempt() {
        history.persist(Drills.passed("d1", "redis_kill"));
        notices.claim(LATER);
        notices.delivered("drill_verdict_d1", "200");
        notices.failed("drill_verdict_d1", "timeout");
        notices.giveUp("drill_verdict_d1", "410");

        assertThat(notices.backlog()).isEqualTo(new Backlog(0, 0));
        assertThat(column("last_result")).isEqualTo("200");
        assertThat(column("delivered_at")).isNotNull();
    }

    @Test
    void whatIsDoneIsRemovedAfter90Days() {
        history.persist(Drills.passed("old", "redis_kill"));
        notices.delivered("drill_verdict_old", "200");
        database.use(handle -> handle.execute("UPDATE notice SET created_at = now() - interval '91 days'"));
        history.persist(Drills.passed("new", "redis_kill"));

        notices.delivered("drill_verdict_new", "200");

        assertThat(column("string_agg(subject, ',')")).isEqualTo("new");
    }

    @Test
    void hostileTextIsSentAsItIsButForNul() throws JsonProcessingException {
        String hostile = "'; DROP TABLE notice; -- \u0000 \n \"}{ ❄ </script>";
        history.persist(MeasuredDrills.measured("d1", hostile, Verdict.FAILED));

        JsonNode body =
                Json.mapper().readTree(notices.claim(LATER).orElseThrow().body());

        assertThat(body.at("/data/release").asText()).isEqualTo(hostile.replace('\u0000', '\uFFFD'));
    }

    /** After a change: {@code mvn test -pl db -am -Dtest=JdbiNoticesTest -Dhadrill.docs.write=true}. */
    @Test
    void theBodyIsAsTheDocPromises() throws IOException {
        history.persist(MeasuredDrills.measured("5d0c8f4e-2f7c-4b5f-9d55-0f3f6f9a7f10", "26.08.2", Verdict.FAILED));
        String body = Json.mapper()
                .readTree(notices.claim(LATER).orElseThrow().body())
                .toPrettyString();
        String doc = Files.readString(DOC);
        Matcher promised = BODY.matcher(doc);
        assertThat(promised.find()).isTrue();
        if (Boolean.getBoolean("hadrill.docs.write")) {
            Files.writeString(DOC, doc.substring(0, promised.start(2)) + body + doc.substring(promised.end(2)));
            return;
        }
        assertThat(promised.group(2)).isEqualTo(body);
    }

    private String column(String expression) {
        return database.in(handle -> handle.createQuery("SELECT " + expression + " FROM notice")
                .mapTo(String.class)
                .one());
    }
}
