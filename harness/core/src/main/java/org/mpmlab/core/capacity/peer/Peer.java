package org.mpmlab.core.capacity.peer;

import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;

/**
 * Settings that others give for a stack.
 *
 * @param name a word to cite them by
 * @param stack that they are for
 * @param settings of its pools, none of which would be corrected; what they leave out is the program's default
 * @param source who says so
 * @param note what to know of them; empty when nothing
 */
public record Peer(String name, Composition stack, Settings settings, String source, String note) {}
