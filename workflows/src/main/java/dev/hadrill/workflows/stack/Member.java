package dev.hadrill.workflows.stack;

/**
 * One incarnation of one container, as it was discovered.
 *
 * @param startedAt Docker's own text; with the id it names the incarnation, so that a restarted container is not taken
 *     for the one that was meant
 * @param restartPolicy Docker's name of it, for example {@code unless-stopped}
 */
public record Member(
        String component,
        String service,
        String containerName,
        String containerId,
        String startedAt,
        String restartPolicy,
        Role role) {}
