package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.stack.Compose;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Stack;
import dev.hadrill.workflows.stack.Target;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard refuses with its own message; the lab is only looked at. */
@Tag("lab")
class GuardLabTest {
    private final Lab lab = new Lab();
    private final PinnedStack pinned = lab.stack;

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aWholeLabPassesEveryGuardInTime() {
        long began = System.nanoTime();
        GuardReport report = lab.guard("postgres", Role.PRIMARY);

        assertThat(report.passed()).as("%s", report.checks()).isTrue();
        assertThat(report.checks())
                .extracting(GuardCheck::guard)
                .containsExactly("production", "docker_endpoint", "lb_address", "project", "redundancy", "target");
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(3);
    }

    @Test
    void aProductionMarkIsRefusedBesideAllElse() {
        Stack stack = pinned.stack();
        Stack marked = new Stack(
                stack.name(),
                true,
                stack.dockerHost(),
                stack.compose(),
                stack.observation(),
                stack.ledger(),
                stack.components(),
                stack.scenarios());

        assertThat(refusals(with(marked)))
                .containsExactly(
                        "production: stack freesdn is marked production: true; production stacks are never drilled");
    }

    @Test
    void containersOfAnotherProjectAreNotTouched() {
        Stack stack = pinned.stack();
        Compose compose = stack.compose();
        Stack other = new Stack(
                stack.name(),
                false,
                stack.dockerHost(),
                new Compose("other", compose.dir(), compose.files(), compose.envFile()),
                stack.observation(),
                stack.ledger(),
                stack.components(),
                stack.scenarios());

        assertThat(refusals(with(other)))
                .anySatisfy(refusal -> assertThat(refusal)
                        .startsWith("project: ")
                        .contains("containers of other projects are not touched: [freesdn-redis "));
    }

    @Test
    void aPublicAddressIsRefusedBeforeItIsAsked() {
        PinnedStack.Front front = pinned.front();
        PinnedStack elsewhere = new PinnedStack(
                pinned.stack(),
                "tcp://203.0.113.8:2375",
                pinned.composeDir(),
                List.of(new PinnedProbe(front.probe(), "203.0.113.8")),
                "");

        assertThat(refusals(elsewhere))
                .hasSize(2)
                .anySatisfy(refusal ->
                        assertThat(refusal).startsWith("docker_endpoint: ").contains("public"))
                .anySatisfy(refusal ->
                        assertThat(refusal).startsWith("lb_address: ").contains("public"));
    }

    @Test
    void aRoleThatNobodyHasIsNoTarget() {
        GuardReport report = lab.guard("redis", Role.PRIMARY);

        assertThat(report.target()).isNull();
        assertThat(refusals(report)).singleElement().asString().startsWith("target: expected exactly one PRIMARY");
    }

    private PinnedStack with(Stack stack) {
        return new PinnedStack(stack, pinned.dockerHost(), pinned.composeDir(), pinned.probes(), pinned.configSha256());
    }

    private static List<String> refusals(PinnedStack stack) {
        try (DockerEngines engines = new DockerEngines()) {
            return refusals(new Guards(engines.of(stack), stack).check(new Target("redis", Role.MASTER)));
        }
    }

    private static List<String> refusals(GuardReport report) {
        return report.checks().stream()
                .filter(check -> !check.passed())
                .map(check -> check.guard() + ": " + check.detail())
                .collect(Collectors.toList());
    }
}
