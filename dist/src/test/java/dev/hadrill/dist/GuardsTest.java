package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Stage;
import dev.hadrill.workflows.drill.Verdict;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each guard refuses with its own message on one line, exit 1, and nothing is touched. */
@Tag("lab")
class GuardsTest {
    private final Product product = new Product();
    private List<String> before = List.of();

    @BeforeEach
    void remember() {
        product.assertLabIsWhole();
        before = product.containers();
    }

    @AfterEach
    void close() {
        product.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://203.0.113.8:80                  | 203.0.113.8 is public
                    http://[::ffff:8.8.8.8]:80             | ::ffff:8.8.8.8
                    http://134744072                       | 134744072
                    http://0177.0.0.1:18080                | 0177.0.0.1
                    http://0x7f.0.0.1:18080                | 0x7f.0.0.1
                    http://no-such-host.invalid            | no-such-host.invalid
                    https://127.0.0.1:18080                | https
                    http://user:pw@127.0.0.1:18080         | lb_url
                    """)
    void addressThatIsNotOursIsRefused(String url, String named) {
        Ran run = product.hadrill("run", "--scenario", "redis_kill", "--lb-url", url);

        assertRefused(run, named);
    }

    @ParameterizedTest
    @CsvSource({
        "production,is marked production",
        "remotedocker,203.0.113.8",
        "foreign,otherproject",
    })
    void stackThatMustNotBeDrilledIsRefused(String stack, String named) {
        Ran run = product.hadrill("run", "--scenario", "redis_kill", "--stack", stack);

        assertRefused(run, named);
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        var server = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:18080/api/v1/health/ready");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            Ran run = product.hadrill(
                    "run",
                    "--scenario",
                    "redis_kill",
                    "--lb-url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            assertRefused(run, "HTTP 302, a redirect, and those are not followed");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void unknownScenarioListsWhatThereIs() {
        assertRefused(product.hadrill("run", "--scenario", "redis_kil"), "api_kill, primary_kill, redis_kill");
    }

    @Test
    void componentThatIsAlreadyDegradedIsRefused() {
        Ran.command(Duration.ofSeconds(20), "docker", "kill", "freesdn-api-2");
        try {
            before = product.containers();
            Ran run = product.hadrill("run", "--scenario", "redis_kill");
            assertRefused(run, "api-2");
        } finally {
            Ran.command(Duration.ofSeconds(20), "docker", "start", "freesdn-api-2");
        }
        product.assertLabIsWhole();
    }

    @Test
    void secondDrillOnTheSameStackIsRefusedAndTheFirstCanBeAborted() {
        String id = "test-" + UUID.randomUUID();
        Drill first = product.start(id, "redis_kill");
        await().atMost(Duration.ofMinutes(1)).until(() -> first.state().stage().compareTo(Stage.BASELINE) >= 0);

        Ran second = product.hadrill("run", "--scenario", "api_kill");
        assertThat(second.exit()).isOne();
        assertThat(second.err()).contains("is in use by " + id);
        first.abort(new Abort("the test has seen enough", "GuardsTest"));
        DrillSummary summary = WorkflowStub.fromTyped(first).getResult(DrillSummary.class);
        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        product.assertLabIsWhole();
    }

    @Test
    void checkShowsEveryGuardAndThePlanAndTouchesNothing() {
        Ran check = product.hadrill("check", "--scenario", "primary_kill");

        assertThat(check.exit()).as(check.toString()).isZero();
        assertThat(check.out()).contains("redundancy", "production", "docker_endpoint", "lb_address", "project");
        assertThat(product.containers()).isEqualTo(before);
    }

    private void assertRefused(Ran run, String named) {
        assertThat(run.exit()).as(run.toString()).isOne();
        assertThat(run.err().lines().toList()).as(run.toString()).hasSize(1);
        assertThat(run.err()).contains(named).doesNotContain("Exception", "\tat ");
        assertThat(product.containers()).isEqualTo(before);
    }
}
