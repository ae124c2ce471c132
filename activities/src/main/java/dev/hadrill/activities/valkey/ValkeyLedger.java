package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.ClientContainer;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.LongAnswer;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.docker.Resource;
import dev.hadrill.activities.ledger.Client;
import dev.hadrill.activities.ledger.ClientMemory;
import dev.hadrill.activities.ledger.LedgerStore;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.ledger.LedgerNames;
import dev.hadrill.workflows.ledger.Remembered;
import dev.hadrill.workflows.ledger.Row;
import dev.hadrill.workflows.ledger.Write.Side;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster's ledger: a list a writer, under a key prefix of its own. */
public final class ValkeyLedger implements LedgerStore {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String BY_ROLE = Resource.text(ValkeyLedger.class, "by-role.sh");
    private static final String BESIDE = "echo \"pid $$\"; echo \"server $2\"; exec \"$1\" 2>&1";
    private static final String KEY = "key ";

    private final DockerEngine engine;
    private final PinnedStack stack;
    private final String name;
    private final SentinelCluster cluster;
    private final String drillId;

    public ValkeyLedger(DockerEngine engine, PinnedStack stack, String name, SentinelCluster cluster, String drillId) {
        this.engine = engine;
        this.stack = stack;
        this.name = name;
        this.cluster = cluster;
        this.drillId = drillId;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(boolean anew) {
        List<ValkeyMember> members = members();
        if (anew) {
            container(members).anew(engine);
        }
        ask("read", LedgerNames.KEYS + "none");
    }

    @Override
    public Client application() {
        List<ValkeyMember> members = members();
        return new Client(
                Side.APPLICATION,
                engine,
                container(members).ensure(engine),
                ClientMemory.keeping(byRole("talk", "-", members)),
                new CliDialect(drillId, serviceOf(members)));
    }

    @Override
    public Optional<Client> beside(@Nullable String server) {
        List<ValkeyMember> members = members();
        return members.stream()
                .filter(member -> server == null
                        ? member.lookAsServer(serviceOf(members)).role() == ValkeyNode.Role.MASTER
                        : member.instance().service().equals(server))
                .findFirst()
                .map(member -> new Client(
                        Side.BESIDE,
                        engine,
                        member.instance(),
                        Command.script(
                                        BESIDE,
                                        List.of(cluster.cli(), member.instance().service()))
                                .with(member.authentication()),
                        new CliDialect(drillId, UnaryOperator.identity())));
    }

    @Override
    public List<Row> read() {
        List<Row> rows = new ArrayList<>();
        for (Side side : Side.values()) {
            String prefix = LedgerNames.keys(drillId, side);
            int writer = -1;
            for (String line : ask("read", prefix + "*")) {
                if (line.startsWith(KEY + prefix)) {
                    writer = (int) number(line.substring(KEY.length() + prefix.length()));
                } else if (!line.isBlank()) {
                    rows.add(new Row(side, writer, number(line)));
                }
            }
        }
        return rows;
    }

    @Override
    public List<Remembered> remembered() {
        List<ValkeyMember> members = members();
        return ClientMemory.recall(engine, container(members), new CliDialect(drillId, serviceOf(members)));
    }

    @Override
    public void sweep() {
        ask("sweep", LedgerNames.KEYS + "*");
        container(members()).remove(engine);
    }

    private List<String> ask(String what, String pattern) {
        List<ValkeyMember> members = members();
        List<String> lines = LongAnswer.ask(
                engine,
                container(members).ensure(engine),
                byRole(what, pattern, members).within(PATIENCE),
                List.of());
        return lines.subList(1, lines.size()); // after its process id
    }

    private Command byRole(String what, String pattern, List<ValkeyMember> members) {
        List<String> arguments = new ArrayList<>(List.of(what, cluster.cli(), cluster.masterName(), pattern));
        arguments.addAll(cluster.sentinels());
        return Command.script(BY_ROLE, arguments).with(members.getFirst().authentication());
    }

    private List<ValkeyMember> members() {
        Project project = engine.project(stack.stack().compose().project());
        return cluster.members().stream()
                .map(service -> new ValkeyMember(engine, cluster, project.one(service)))
                .toList();
    }

    private ClientContainer container(List<ValkeyMember> members) {
        return ClientContainer.of(
                stack.stack().name(),
                name,
                members.stream().map(ValkeyMember::instance).toList());
    }

    private static UnaryOperator<String> serviceOf(List<ValkeyMember> members) {
        return host -> members.stream()
                .map(ValkeyMember::instance)
                .filter(instance -> instance.answersTo(host))
                .map(Instance::service)
                .findFirst()
                .orElse(host);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failures.passing(
                    Failures.DOCKER_DOWN, "the client answered what is no row of the ledger: " + text, e);
        }
    }
}
