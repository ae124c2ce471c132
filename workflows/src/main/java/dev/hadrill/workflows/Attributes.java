package dev.hadrill.workflows;

import io.temporal.common.SearchAttributeKey;

/** The typed search attributes by which drills are listed in the Temporal UI. */
public final class Attributes {
    public static final SearchAttributeKey<String> STACK = SearchAttributeKey.forKeyword("HadrillStack");
    public static final SearchAttributeKey<String> SCENARIO = SearchAttributeKey.forKeyword("HadrillScenario");
    public static final SearchAttributeKey<String> RELEASE = SearchAttributeKey.forKeyword("HadrillRelease");
    public static final SearchAttributeKey<String> VERDICT = SearchAttributeKey.forKeyword("HadrillVerdict");
    public static final SearchAttributeKey<Long> RTO_MS = SearchAttributeKey.forLong("HadrillRtoMs");

    /** {@link #VERDICT} of a drill that found its stack in use: none of the verdicts. */
    public static final String SKIPPED = "SKIPPED";

    private Attributes() {}
}
