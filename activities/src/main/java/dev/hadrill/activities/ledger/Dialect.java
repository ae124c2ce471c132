package dev.hadrill.activities.ledger;

import dev.hadrill.workflows.ledger.Write.Side;
import java.util.List;

/** How a store's command-line client is spoken to. Pure. */
public interface Dialect {
    String WRITER = "writer ";

    /** What makes it say whom it is connected to, and that it is ready. */
    List<String> hello();

    /** What makes it say {@code writer} and its number, for whoever reads what it said. */
    String introduce(int writer);

    /** What makes it write one row, and say what became of it. */
    List<String> write(Side side, int writer, long sequence);

    Answer understand(String line);
}
