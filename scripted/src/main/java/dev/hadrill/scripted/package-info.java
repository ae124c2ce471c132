/** A server whose outages are known: what the measuring is measured with. */
@NullMarked
package dev.hadrill.scripted;

import org.jspecify.annotations.NullMarked;
