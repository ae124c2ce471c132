package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.DockerEndpoint;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.files.StackFile;
import dev.hadrill.activities.files.StackFiles;
import dev.hadrill.activities.http.Addresses;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Stack;
import dev.hadrill.workflows.stack.StackActivities;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stacks whose members are containers of one Docker engine. */
public final class DockerStack implements StackActivities {
    private final StackFiles files;
    private final DockerEngines engines;
    private final Map<String, String> environment;

    /** The environment is the worker's own, for {@code DOCKER_HOST}. */
    public DockerStack(StackFiles files, DockerEngines engines, Map<String, String> environment) {
        this.files = files;
        this.engines = engines;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public PinnedStack pin(PinRequest request) {
        StackFile file = files.read(request.stack());
        Duration interval = request.probeInterval();
        Stack stack = interval == null ? file.stack() : file.stack().probedEvery(interval);
        return new PinnedStack(
                stack,
                DockerEndpoint.pin(stack, environment),
                file.composeDir().toString(),
                Addresses.pinProbes(stack.observation(), request.lbUrl()),
                file.sha256());
    }

    @Override
    public List<PinnedProbe> pinProbes(Probing probing) {
        for (Probe probe : probing.probes()) {
            if (!(probe instanceof UrlProbe)) {
                throw Failures.refuse(
                        Failures.BAD_REQUEST,
                        "probe %s: without a stack only URLs can be asked, was %s"
                                .formatted(probe.name(), probe.question()));
            }
        }
        return Addresses.pinProbes(probing, null);
    }

    @Override
    public GuardReport guard(PinnedStack stack, Target target) {
        return new Guards(engines.of(stack), stack).check(target);
    }
}
