package org.mpmlab.core.claim;

/**
 * Who says it.
 *
 * @param id short, such as {@code S1}
 * @param title as one would cite it
 */
public record Source(String id, String title) {}
