package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.ClientContainer;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.LongAnswer;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.ledger.Client;
import dev.hadrill.activities.ledger.ClientMemory;
import dev.hadrill.activities.ledger.LedgerStore;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.ledger.LedgerNames;
import dev.hadrill.workflows.ledger.Remembered;
import dev.hadrill.workflows.ledger.Row;
import dev.hadrill.workflows.ledger.Write.Side;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pair's ledger: a schema of its own, a table a side, a row a write, each its own transaction. */
public final class PostgresLedger implements LedgerStore {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String CLIENT = "echo \"pid $$\"; exec psql -XAtq -F ' ' -v VERBOSITY=sqlstate 2>&1";

    private final DockerEngine engine;
    private final PinnedStack stack;
    private final String name;
    private final PostgresPair pair;
    private final String drillId;

    public PostgresLedger(DockerEngine engine, PinnedStack stack, String name, PostgresPair pair, String drillId) {
        this.engine = engine;
        this.stack = stack;
        this.name = name;
        this.pair = pair;
        this.drillId = drillId;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(boolean anew) {
        if (anew) {
            container(members()).anew(engine);
        }
        List<String> statements = new ArrayList<>(List.of("CREATE SCHEMA IF NOT EXISTS " + LedgerNames.SCHEMA + ";"));
        for (Side side : Side.values()) {
            // No unique constraint: a row that is there twice must show.
            statements.add("CREATE TABLE IF NOT EXISTS %s (id bigserial PRIMARY KEY, writer int, sequence bigint,"
                            .formatted(LedgerNames.table(drillId, side))
                    + " at timestamptz DEFAULT clock_timestamp());");
        }
        run(statements);
    }

    @Override
    public Client application() {
        List<PostgresMember> members = members();
        return new Client(
                Side.APPLICATION,
                engine,
                container(members).ensure(engine),
                ClientMemory.keeping(Command.script(CLIENT, List.of()).with(byRole(members))),
                new PsqlDialect(drillId, true));
    }

    @Override
    public Optional<Client> beside(@Nullable String server) {
        return members().stream()
                .filter(member -> server == null
                        ? member.look().filter(view -> !view.inRecovery()).isPresent()
                        : member.service().equals(server))
                .findFirst()
                .map(member -> new Client(
                        Side.BESIDE,
                        engine,
                        member.instance(),
                        Command.script("echo \"server $1\"; " + CLIENT, List.of(member.service()))
                                .with(authentication(member))
                                .as(pair.osUser()),
                        new PsqlDialect(drillId, false)));
    }

    @Override
    public List<Row> read() {
        List<String> input = new ArrayList<>();
        for (Side side : Side.values()) {
            // A table that is not there was lost, with all that was in it.
            String table = LedgerNames.table(drillId, side);
            input.add("SELECT to_regclass('%s') IS NOT NULL AS there \\gset".formatted(table));
            input.add("\\if :there");
            input.add("SELECT '%s', writer, sequence FROM %s ORDER BY id;".formatted(side, table));
            input.add("\\endif");
        }
        return run(input).stream().map(PostgresLedger::row).toList();
    }

    @Override
    public List<Remembered> remembered() {
        return ClientMemory.recall(engine, container(members()), new PsqlDialect(drillId, true));
    }

    @Override
    public void sweep() {
        run(List.of("SET lock_timeout = '5s';", "DROP SCHEMA IF EXISTS %s CASCADE;".formatted(LedgerNames.SCHEMA)));
        container(members()).remove(engine);
    }

    /** By role, in the helper container; fails unless each statement succeeded. */
    private List<String> run(List<String> statements) {
        List<PostgresMember> members = members();
        List<String> input = new ArrayList<>(statements);
        input.add("\\echo " + LongAnswer.END);
        Command client = Command.script(CLIENT + " -v ON_ERROR_STOP=1", List.of())
                .with(byRole(members))
                .within(PATIENCE);
        return LongAnswer.ask(engine, container(members).ensure(engine), client, input).stream()
                .filter(line -> !line.startsWith("pid ") && !line.startsWith("NOTICE"))
                .toList();
    }

    private static Row row(String line) {
        String[] parts = line.split(" ", -1);
        try {
            return new Row(Side.valueOf(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Failures.passing(Failures.DOCKER_DOWN, "psql answered what is no row of the ledger: " + line, e);
        }
    }

    private List<PostgresMember> members() {
        Project project = engine.project(stack.stack().compose().project());
        return pair.members().stream()
                .map(service -> new PostgresMember(engine, pair, project.one(service)))
                .toList();
    }

    private ClientContainer container(List<PostgresMember> members) {
        return ClientContainer.of(
                stack.stack().name(),
                name,
                members.stream().map(PostgresMember::instance).toList());
    }

    private Map<String, String> byRole(List<PostgresMember> members) {
        Map<String, String> env = new HashMap<>(authentication(members.getFirst()));
        env.put("PGHOST", String.join(",", pair.members()));
        env.put("PGTARGETSESSIONATTRS", "read-write");
        return env;
    }

    private static Map<String, String> authentication(PostgresMember member) {
        return Map.of(
                "PGUSER", member.variable(member.pair().userEnv()),
                "PGPASSWORD", member.variable(member.pair().passwordEnv()),
                "PGDATABASE", member.database(),
                "PGCONNECT_TIMEOUT", "2");
    }
}
