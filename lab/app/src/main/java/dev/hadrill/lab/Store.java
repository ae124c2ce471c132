package dev.hadrill.lab;

import java.time.Duration;

/** Something that takes writes. */
interface Store {
    String name();

    /** Writes the time under {@code key}, for real; throws when the store did not acknowledge it. */
    void write(String key, Duration limit) throws Exception;
}
