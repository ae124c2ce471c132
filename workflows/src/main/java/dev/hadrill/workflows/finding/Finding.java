package dev.hadrill.workflows.finding;

/**
 * Something that somebody should mend.
 *
 * @param code stable, for queries: {@code rto_over_budget}
 * @param subject the component, probe, store or member that it is about; with the code it says whether two findings are the same
 * @param what in one line, with its figures
 * @param remedy what to do about it, in one line
 */
public record Finding(Severity severity, String code, String subject, String what, String remedy) {}
