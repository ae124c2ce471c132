/** The promotion runbook: its workflow, its steps and the activities that carry them out. */
@NullMarked
package dev.hadrill.workflows.runbook;

import org.jspecify.annotations.NullMarked;
