package dev.hadrill.activities.docker;

import java.util.List;
import java.util.Optional;

/** How a server of a store is asked for its state, again and again, by one client that lives beside it. */
public interface ServerLook {
    /** {@code <technology>/<service>}, as its sightings name it. */
    String source();

    String service();

    /** Reads questions from its standard input until that ends. */
    Command client(Instance instance);

    /** The lines of one question; the last of them makes the client print {@link #end}. */
    List<String> question();

    /** The line after every answer, whatever the answer was. */
    String end();

    /** Empty where the lines before the end are no answer. */
    Optional<ServerState> read(List<String> answer);

    /** A state in words that follow the service's name. */
    String words(ServerState state);
}
