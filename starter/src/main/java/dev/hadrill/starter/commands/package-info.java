/** The commands, one file each. */
@NullMarked
package dev.hadrill.starter.commands;

import org.jspecify.annotations.NullMarked;
