/** The local platform: Temporal, the history's PostgreSQL and two workers under one supervisor, on loopback only. */
@NullMarked
package dev.hadrill.starter.platform;

import org.jspecify.annotations.NullMarked;
