package dev.hadrill.activities.postgres;

import dev.hadrill.activities.ledger.Answer;
import dev.hadrill.activities.ledger.Dialect;
import dev.hadrill.workflows.ledger.LedgerNames;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.List;
import java.util.Set;

/**
 * {@code psql} that reads statements from its standard input and says each one's SQLSTATE.
 *
 * @param byRole whether it chose its server itself, and must be asked which
 */
record PsqlDialect(String drillId, boolean byRole) implements Dialect {
    private static final String SERVER = "server ";
    private static final String DONE = "done ";
    private static final String READY = "ready";

    /** Classes of errors after which nothing was committed, whatever the moment. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "25", "28", "3D", "3F", "40", "42", "53", "55");

    @Override
    public List<String> hello() {
        String ready = "\\echo " + READY;
        return byRole ? List.of("\\echo " + SERVER + ":HOST", ready) : List.of(ready);
    }

    @Override
    public String introduce(int writer) {
        return "\\echo " + WRITER + writer;
    }

    @Override
    public List<String> write(Side side, int writer, long sequence) {
        return List.of(
                "INSERT INTO %s (writer, sequence) VALUES (%d, %d);"
                        .formatted(LedgerNames.table(drillId, side), writer, sequence),
                "\\echo %s%d :SQLSTATE".formatted(DONE, sequence));
    }

    @Override
    public Answer understand(String line) {
        if (line.equals(READY)) {
            return new Answer.Ready();
        }
        if (line.startsWith(SERVER)) {
            return new Answer.Server(line.substring(SERVER.length()));
        }
        if (line.startsWith(DONE)) {
            return new Answer.Told(outcome(line.substring(line.lastIndexOf(' ') + 1)));
        }
        // 01000: a wait for a synchronous standby was given up, and the commit is on one server only.
        return line.startsWith("WARNING") ? new Answer.Doubt() : new Answer.Nothing();
    }

    private static Outcome outcome(String state) {
        if (state.equals("00000")) {
            return Outcome.ACKNOWLEDGED;
        }
        boolean undecided = state.equals("40003"); // "statement completion unknown"
        boolean refused = state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
        return refused && !undecided ? Outcome.FAILED : Outcome.INDETERMINATE;
    }
}
