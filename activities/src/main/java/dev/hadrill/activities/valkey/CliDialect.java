package dev.hadrill.activities.valkey;

import dev.hadrill.activities.ledger.Answer;
import dev.hadrill.activities.ledger.Dialect;
import dev.hadrill.workflows.ledger.LedgerNames;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The command-line client that reads commands from its standard input.
 *
 * @param serviceOf the service behind an address or name, else the same
 */
record CliDialect(String drillId, UnaryOperator<String> serviceOf) implements Dialect {
    private static final String SERVER = "server ";
    private static final Pattern INTEGER = Pattern.compile("\\d+");
    /** Errors that a server answers instead of carrying out a command. */
    private static final Pattern REFUSAL = Pattern.compile(
            "(ERR|READONLY|LOADING|MASTERDOWN|NOREPLICAS|OOM|MISCONF|NOAUTH|NOPERM|WRONGPASS|DENIED|BUSY"
                    + "|CLUSTERDOWN|MOVED|WRONGTYPE) .*");

    @Override
    public List<String> hello() {
        return List.of("PING");
    }

    @Override
    public String introduce(int writer) {
        return "ECHO \"" + WRITER + writer + '"';
    }

    @Override
    public List<String> write(Side side, int writer, long sequence) {
        return List.of("RPUSH %s%d %d".formatted(LedgerNames.keys(drillId, side), writer, sequence));
    }

    @Override
    public Answer understand(String line) {
        if (line.isBlank() || line.startsWith(WRITER)) {
            return new Answer.Nothing();
        }
        if (line.startsWith(SERVER)) {
            return new Answer.Server(serviceOf.apply(line.substring(SERVER.length())));
        }
        if (line.equals("PONG")) {
            return new Answer.Ready();
        }
        if (INTEGER.matcher(line).matches()) {
            return new Answer.Told(Outcome.ACKNOWLEDGED);
        }
        return new Answer.Told(REFUSAL.matcher(line).matches() ? Outcome.FAILED : Outcome.INDETERMINATE);
    }
}
