/** Valkey and its Sentinels: roles, agreement, repair. */
@NullMarked
package dev.hadrill.activities.valkey;

import org.jspecify.annotations.NullMarked;
