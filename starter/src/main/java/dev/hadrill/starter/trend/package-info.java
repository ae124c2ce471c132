/** How recovery times move from release to release, for people and for programs. */
@NullMarked
package dev.hadrill.starter.trend;

import org.jspecify.annotations.NullMarked;
