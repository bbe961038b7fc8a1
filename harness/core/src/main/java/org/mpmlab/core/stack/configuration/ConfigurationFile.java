package org.mpmlab.core.stack.configuration;

/**
 * A file that a server reads.
 *
 * @param path absolute, in the container
 * @param text its whole content
 */
public record ConfigurationFile(String path, String text) {}
