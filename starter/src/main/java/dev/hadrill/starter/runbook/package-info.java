/** A promotion as a person follows it. */
@NullMarked
package dev.hadrill.starter.runbook;

import org.jspecify.annotations.NullMarked;
