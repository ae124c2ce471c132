package dev.hadrill.activities.ledger;

import dev.hadrill.workflows.ledger.Remembered;
import dev.hadrill.workflows.ledger.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store as one drill's ledger reaches it: by role, as the application does. Everything blocks. */
public interface LedgerStore {
    String name();

    /**
     * Makes what is written to and the container that writes; fails while the store takes no writes. Safe to repeat.
     *
     * @param anew whether a container that an earlier drill left is replaced
     */
    void prepare(boolean anew);

    /** Only after {@link #prepare}. */
    Client application();

    /**
     * A client inside the server that was master or primary when the ledger began.
     *
     * @param server which one that was; null means the one of now. Empty when there is none.
     */
    Optional<Client> beside(@Nullable String server);

    /** All that it holds of this drill's ledger, each writer's rows in its own order; fails when it cannot be read. */
    List<Row> read();

    /** What the application's clients were told, as far as they still know; empty when their container is gone. */
    List<Remembered> remembered();

    /** Removes every drill's ledger and the container that wrote; fails where it cannot. Safe to repeat. */
    void sweep();
}
