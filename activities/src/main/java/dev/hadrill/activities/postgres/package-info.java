/** PostgreSQL pairs: roles, promotion, rejoining. */
@NullMarked
package dev.hadrill.activities.postgres;

import org.jspecify.annotations.NullMarked;
