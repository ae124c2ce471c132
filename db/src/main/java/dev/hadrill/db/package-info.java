/** The history: drills, their events, samples and evidence in Postgres. */
@NullMarked
package dev.hadrill.db;

import org.jspecify.annotations.NullMarked;
