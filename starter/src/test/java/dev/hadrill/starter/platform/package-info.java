@NullMarked
package dev.hadrill.starter.platform;

import org.jspecify.annotations.NullMarked;
