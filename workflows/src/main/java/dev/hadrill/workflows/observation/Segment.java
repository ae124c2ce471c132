package dev.hadrill.workflows.observation;

/** A run of one probe's samples; (drill, probe, attempt, sequence) names it, so that storing it twice is storing it once. */
@SuppressWarnings("ArrayRecordComponent") // compared by its key, never by its bytes
public record Segment(String drillId, String probe, int attempt, int sequence, byte[] samples) {}
