package dev.hadrill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.webhook.Receiver;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.db.JdbiNotices;
import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a drill that is persisted to a real receiver, over a real history. */
@Timeout(60)
class AnnouncingTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration SOON = Duration.ofMillis(50);

    private final HistoryDatabase database = HistoryDatabase.owned(Postgres.newDatabase(), "postgres", "");
    private final JdbiDrillHistory history = new JdbiDrillHistory(database, true);
    private final JdbiNotices notices = new JdbiNotices(database);
    private final MockWebServer server = new MockWebServer();
    private final List<Announcing> workers = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        database.ready();
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        workers.forEach(Announcing::close);
        server.close();
        database.close();
    }

    @Test
    void whatWasNotTakenIsToldAgainUnderTheSameId() throws InterruptedException {
        server.enqueue(status(500));
        server.enqueue(status(302));
        server.enqueue(status(200));
        worker(List.of(SOON, SOON, SOON));

        history.persist(drill("d1"));

        RecordedRequest first = server.takeRequest();
        server.takeRequest();
        RecordedRequest last = server.takeRequest();
        assertThat(last.getHeaders().get("webhook-id"))
                .isEqualTo("drill_verdict_d1")
                .isEqualTo(first.getHeaders().get("webhook-id"));
        assertThat(last.getBody()).isEqualTo(first.getBody());
        await().until(notices::backlog, new Backlog(0, 0)::equals);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aReceiverThatHangsHoldsNeitherDrillNorOtherVerdictsUp() throws InterruptedException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return "drill_verdict_stuck".equals(request.getHeaders().get("webhook-id"))
                        ? new MockResponse.Builder()
                                .onResponseStart(SocketEffect.Stall.INSTANCE)
                                .build()
                        : status(200);
            }
        });
        worker(List.of(Duration.ofHours(1)));
        history.persist(drill("stuck"));
        assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();

        long before = System.nanoTime();
        history.persist(drill("d2"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));

        RecordedRequest next = server.takeRequest(15, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        assertThat(next.getHeaders().get("webhook-id")).isEqualTo("drill_verdict_d2");
        await().until(notices::backlog, new Backlog(1, 0)::equals);
    }

    @Test
    void aDeadReceiverIsGivenUpAfterTheLastAttempt() {
        server.close();
        worker(List.of(SOON, SOON));

        history.persist(drill("d1"));

        await().until(notices::backlog, new Backlog(0, 1)::equals);
    }

    @Test
    void aReceiverThatWantsNoMoreGetsNoMore() {
        server.enqueue(status(410));
        worker(List.of(SOON, SOON));

        history.persist(drill("d1"));

        await().until(notices::backlog, new Backlog(0, 1)::equals);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void twoWorkersTellEachVerdictOnce() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                told.add(request.getHeaders().get("webhook-id"));
                return status(204);
            }
        });
        worker(List.of(Duration.ofHours(1)));
        worker(List.of(Duration.ofHours(1)));

        for (int i = 0; i < 40; i++) {
            history.persist(drill("d" + i));
        }

        await().until(notices::backlog, new Backlog(0, 0)::equals);
        assertThat(told).hasSize(40).doesNotHaveDuplicates();
    }

    private void worker(List<Duration> pauses) {
        Receiver receiver = new Receiver(
                Receiver.url("http://127.0.0.1:%d/hook".formatted(server.getPort())), Receiver.key(SECRET));
        Announcing worker = new Announcing(notices, receiver, pauses, SOON);
        workers.add(worker);
        worker.start();
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static DrillState drill(String drillId) {
        return new DrillState(
                        drillId,
                        "drill-redis_kill",
                        List.of(new DrillEvent.DrillStarted(
                                Stamp.now(),
                                DrillRequest.of("redis_kill"),
                                "freesdn",
                                "redis_kill",
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                null,
                                "http://127.0.0.1:18080/",
                                "00")))
                .apply(new DrillEvent.VerdictReached(Stamp.now(), Verdict.INCONCLUSIVE, "as a test wants it"));
    }
}
