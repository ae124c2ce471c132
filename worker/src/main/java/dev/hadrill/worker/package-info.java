/** The process that carries out workflows and activities, and the only place where they are wired to the world. */
@NullMarked
package dev.hadrill.worker;

import org.jspecify.annotations.NullMarked;
