package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.stack.Member;

/**
 * The promotion that the preflight found possible; recorded as the intent before anything is done.
 *
 * @param oldPrimary its container, dead or alive
 * @param timeline the standby's before the promotion; the promoted one's is higher
 * @param receivedLsn how far the standby had received; what the primary had beyond it is lost
 */
public record Promotion(
        String component, Member oldPrimary, Member standby, int timeline, String receivedLsn, String systemId) {}
