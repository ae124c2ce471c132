package dev.hadrill.activities.valkey;

import java.util.List;

/** The next step towards a redundant Valkey. */
sealed interface SentinelStep {
    /** One master, its replicas connected, all Sentinels agreeing. */
    record Whole() implements SentinelStep {}

    /** It may come right by itself. */
    record Wait(String why) implements SentinelStep {}

    record Revive(List<String> services) implements SentinelStep {}

    /** Make a member a replica of the master. */
    record Follow(String service, String master) implements SentinelStep {}

    /** Make a member the master, because there is none. */
    record Elect(String service, String why) implements SentinelStep {}

    /** Let a Sentinel forget what it knows and find out anew. */
    record Reset(String sentinel, String why) implements SentinelStep {}

    /** Make a Sentinel forget, and tell it who the master is and how to authenticate. */
    record Tell(String sentinel, String master) implements SentinelStep {}
}
