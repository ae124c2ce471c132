/** What can be done to a member, and what takes it back. */
@NullMarked
package dev.hadrill.workflows.fault;

import org.jspecify.annotations.NullMarked;
