/** Acknowledged writes, written through the failover and read back after it: what RPO is measured from. */
@NullMarked
package dev.hadrill.workflows.ledger;

import org.jspecify.annotations.NullMarked;
