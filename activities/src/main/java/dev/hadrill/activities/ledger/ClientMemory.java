package dev.hadrill.activities.ledger;

import dev.hadrill.activities.docker.ClientContainer;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.LongAnswer;
import dev.hadrill.workflows.ledger.Remembered;
import dev.hadrill.workflows.ledger.Session;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.ArrayList;
import java.util.List;

/** What clients were told, kept in their own container: it outlives the worker that did not come to record it. */
public final class ClientMemory {
    private static final String KEEP = "\"$@\" | tee \"/tmp/hadrill-ledger.$$\"";
    private static final String FILE = "hadrill file";
    private static final String RECALL = "for file in /tmp/hadrill-ledger.*; do [ -e \"$file\" ] || continue; echo '"
            + FILE + "'; cat \"$file\"; echo; done; echo '" + LongAnswer.END + "'";

    private ClientMemory() {}

    /** The same client, whose every answer is kept. */
    public static Command keeping(Command client) {
        return Command.script(KEEP, client.argv()).with(client.env()).as(client.user());
    }

    /** All that clients of the application's side were told in this container; empty when it is gone. Blocks. */
    public static List<Remembered> recall(DockerEngine engine, ClientContainer container, Dialect dialect) {
        return container
                .find(engine)
                .map(place ->
                        parse(LongAnswer.ask(engine, place, Command.script(RECALL, List.of()), List.of()), dialect))
                .orElse(List.of());
    }

    static List<Remembered> parse(List<String> lines, Dialect dialect) {
        List<Remembered> all = new ArrayList<>();
        List<String> file = new ArrayList<>();
        for (String line : lines) {
            if (line.equals(FILE)) {
                add(all, file, dialect);
                file = new ArrayList<>();
            } else {
                file.add(line);
            }
        }
        add(all, file, dialect);
        return all;
    }

    /** A session that was never introduced never wrote. */
    private static void add(List<Remembered> all, List<String> lines, Dialect dialect) {
        int introduced = -1;
        String server = "";
        for (int i = 0; i < lines.size() && introduced < 0; i++) {
            if (lines.get(i).startsWith(Dialect.WRITER)) {
                introduced = i;
            } else if (dialect.understand(lines.get(i)) instanceof Answer.Server named) {
                server = named.name();
            }
        }
        if (introduced < 0) {
            return;
        }
        int writer = Integer.parseInt(lines.get(introduced).substring(Dialect.WRITER.length()));
        List<Outcome> answers = new ArrayList<>();
        boolean doubt = false;
        for (String line : lines.subList(introduced + 1, lines.size())) {
            Answer answer = dialect.understand(line);
            doubt |= answer instanceof Answer.Doubt;
            if (answer instanceof Answer.Told told) {
                answers.add(doubt && told.outcome() == Outcome.ACKNOWLEDGED ? Outcome.INDETERMINATE : told.outcome());
                doubt = false;
            }
        }
        all.add(new Remembered(new Session(Side.APPLICATION, writer, server), answers));
    }
}
