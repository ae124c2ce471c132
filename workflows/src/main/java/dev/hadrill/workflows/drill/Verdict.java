package dev.hadrill.workflows.drill;

/** What a drill says in the end. A fault that never landed, a lost measurement or an engine error is never a pass. */
public enum Verdict {
    PASSED,
    FAILED,
    INCONCLUSIVE
}
