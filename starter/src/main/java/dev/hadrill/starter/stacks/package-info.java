/** The stack files of this machine, as far as commands need them: workers read their own. */
@NullMarked
package dev.hadrill.starter.stacks;

import org.jspecify.annotations.NullMarked;
