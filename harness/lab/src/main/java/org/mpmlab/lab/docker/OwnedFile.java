package org.mpmlab.lab.docker;

import java.util.Optional;

/**
 * A file or folder in a container that belongs to a user of its own.
 *
 * @param path absolute
 * @param text its content; empty for a folder
 * @param uid its owner's number
 * @param gid its group's number
 * @param mode its permissions, such as 0640
 */
public record OwnedFile(String path, Optional<String> text, int uid, int gid, int mode) {}
