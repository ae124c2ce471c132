package dev.hadrill.activities.postgres;

/** The next step towards a redundant pair. */
sealed interface PostgresStep {
    /** One writable primary, one standby that streams from it. */
    record Whole() implements PostgresStep {}

    /** It may come right by itself. */
    record Wait(String why) implements PostgresStep {}

    record Start(String service) implements PostgresStep {}

    record Unpause(String service) implements PostgresStep {}

    /** Kill it, and keep it from restarting: it must not be a second primary. */
    record Fence(String service) implements PostgresStep {}

    /** Make it follow the primary: rewind it where that can be done, else copy the primary. */
    record Rejoin(String service, boolean copy) implements PostgresStep {}

    record Promote(String service) implements PostgresStep {}

    /** No step is safe without a person. */
    record Ask(String todo) implements PostgresStep {}
}
