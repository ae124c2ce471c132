package dev.hadrill.activities.postgres;

import static dev.hadrill.activities.postgres.PostgresNode.Condition.DEAD_BROKEN;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.DEAD_PRIMARY;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.DEAD_STANDBY;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.DEAD_UNKNOWN;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.PAUSED;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.PRIMARY;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.SILENT;
import static dev.hadrill.activities.postgres.PostgresNode.Condition.STANDBY;

import dev.hadrill.activities.postgres.PostgresNode.Condition;
import dev.hadrill.activities.postgres.PostgresStep.Ask;
import dev.hadrill.activities.postgres.PostgresStep.Fence;
import dev.hadrill.activities.postgres.PostgresStep.Promote;
import dev.hadrill.activities.postgres.PostgresStep.Rejoin;
import dev.hadrill.activities.postgres.PostgresStep.Start;
import dev.hadrill.activities.postgres.PostgresStep.Unpause;
import dev.hadrill.activities.postgres.PostgresStep.Wait;
import dev.hadrill.activities.postgres.PostgresStep.Whole;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step for a pair from what both members are. Pure. The law behind every row: at no moment may two
 * members take writes, and the member with the newest timeline holds the data.
 *
 * @param intended the service that a promotion was begun for, or null
 * @param stuck nothing has changed for as long as it may take by itself
 */
record PostgresPlan(@Nullable String intended, boolean stuck) {
    PostgresStep next(PostgresNode one, PostgresNode two) {
        if (one.systemId() != null && two.systemId() != null && !one.systemId().equals(two.systemId())) {
            return new Ask("%s and %s are different clusters (system identifiers %s and %s): decide which one to keep"
                    .formatted(one.service(), two.service(), one.systemId(), two.systemId()));
        }
        if (has(PRIMARY, one, two)) {
            return besidePrimary(of(PRIMARY, one, two), otherThan(of(PRIMARY, one, two), one, two));
        }
        if (has(PAUSED, one, two)) {
            return paused(of(PAUSED, one, two), otherThan(of(PAUSED, one, two), one, two));
        }
        if (has(DEAD_UNKNOWN, one, two)) {
            return ask(one, two, "the volume of the dead one could not be looked at");
        }
        if (has(STANDBY, one, two)) {
            return besideStandby(of(STANDBY, one, two), otherThan(of(STANDBY, one, two), one, two));
        }
        if (has(SILENT, one, two)) {
            return stuck ? ask(one, two, "it does not come up") : new Wait("for an answer of " + names(one, two));
        }
        return bothDown(one, two);
    }

    private PostgresStep besidePrimary(PostgresNode primary, PostgresNode other) {
        if (other.timeline() > primary.timeline() && !other.is(SILENT)) {
            return switch (other.condition()) {
                case PRIMARY, DEAD_PRIMARY -> new Fence(primary.service()); // the newer timeline holds the data
                default -> ask(primary, other, "the standby is ahead of the primary");
            };
        }
        return switch (other.condition()) {
            case PRIMARY -> twoPrimaries(primary, other);
            case STANDBY -> follows(primary, other);
            case SILENT -> stuck ? new Rejoin(other.service(), true) : new Wait("for an answer of " + other.service());
            case PAUSED -> new Fence(other.service()); // resumed, it could be a second primary
            case DEAD_PRIMARY -> new Rejoin(other.service(), false);
            case DEAD_STANDBY -> new Start(other.service());
            case DEAD_BROKEN -> new Rejoin(other.service(), true);
            case DEAD_UNKNOWN -> ask(primary, other, "the volume of the dead one could not be looked at");
        };
    }

    private PostgresStep twoPrimaries(PostgresNode one, PostgresNode two) {
        if (one.timeline() != two.timeline()) {
            return new Fence(one.timeline() < two.timeline() ? one.service() : two.service());
        }
        if (intended == null) {
            return ask(one, two, "two primaries on one timeline: decide which one to keep, and docker kill the other");
        }
        return new Fence(one.service().equals(intended) ? two.service() : one.service());
    }

    private PostgresStep follows(PostgresNode primary, PostgresNode standby) {
        if (standby.streaming() && standby.timeline() == primary.timeline()) {
            return new Whole();
        }
        return stuck
                ? new Rejoin(standby.service(), false)
                : new Wait("for %s to stream from %s".formatted(standby.service(), primary.service()));
    }

    private PostgresStep paused(PostgresNode paused, PostgresNode other) {
        boolean promotionBegan = intended != null && intended.equals(other.service());
        return promotionBegan ? new Fence(paused.service()) : new Unpause(paused.service());
    }

    private PostgresStep besideStandby(PostgresNode standby, PostgresNode other) {
        if (standby.service().equals(intended)) {
            return other.is(SILENT) ? new Fence(other.service()) : new Promote(standby.service());
        }
        return switch (other.condition()) {
            case DEAD_PRIMARY ->
                other.timeline() >= standby.timeline()
                        ? new Start(other.service())
                        : ask(standby, other, "the dead primary is on an older timeline than the standby");
            case STANDBY -> other.service().equals(intended) ? new Promote(other.service()) : noPrimary(standby, other);
            case DEAD_STANDBY ->
                other.service().equals(intended) ? new Start(other.service()) : noPrimary(standby, other);
            case SILENT -> stuck ? noPrimary(standby, other) : new Wait("for an answer of " + other.service());
            default -> noPrimary(standby, other);
        };
    }

    private PostgresStep bothDown(PostgresNode one, PostgresNode two) {
        if (one.service().equals(intended) || two.service().equals(intended)) {
            PostgresNode chosen = one.service().equals(intended) ? one : two;
            PostgresNode other = otherThan(chosen, one, two);
            boolean newer = chosen.timeline() >= other.timeline() && !chosen.is(DEAD_BROKEN);
            return newer ? new Start(chosen.service()) : noPrimary(one, two);
        }
        if (one.is(DEAD_PRIMARY) && two.is(DEAD_PRIMARY) && one.timeline() == two.timeline()) {
            return ask(one, two, "two primaries on one timeline: decide which one to keep, and docker start it");
        }
        PostgresNode newest =
                !one.is(DEAD_PRIMARY) || (two.is(DEAD_PRIMARY) && two.timeline() > one.timeline()) ? two : one;
        boolean startable = newest.is(DEAD_PRIMARY)
                && newest.timeline() >= otherThan(newest, one, two).timeline();
        return startable ? new Start(newest.service()) : noPrimary(one, two);
    }

    private static PostgresStep noPrimary(PostgresNode one, PostgresNode two) {
        return ask(
                one,
                two,
                "no member is a primary: choose the one with the newest data and promote it with pg_ctl promote");
    }

    private static Ask ask(PostgresNode one, PostgresNode two, String why) {
        return new Ask("%s; %s: %s".formatted(one, two, why));
    }

    private static boolean has(Condition condition, PostgresNode one, PostgresNode two) {
        return one.is(condition) || two.is(condition);
    }

    private static PostgresNode of(Condition condition, PostgresNode one, PostgresNode two) {
        return one.is(condition) ? one : two;
    }

    private static PostgresNode otherThan(PostgresNode node, PostgresNode one, PostgresNode two) {
        return node.service().equals(one.service()) ? two : one;
    }

    private static String names(PostgresNode one, PostgresNode two) {
        return one.is(SILENT) ? one.service() : two.service();
    }
}
