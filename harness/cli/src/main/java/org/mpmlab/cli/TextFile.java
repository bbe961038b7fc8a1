package org.mpmlab.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command was told to read or to write, in UTF-8: what is wrong with them is for the user to mend. */
final class TextFile {
    private TextFile() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UsageException(file + " can't be read: " + why(unreadable) + ".");
        }
    }

    /** Replaces what is there. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UsageException(file + " can't be written: " + why(unwritable) + ".");
        }
    }

    /** Says at once what would else be said after minutes of measuring; null is no file. */
    static void requireWritable(Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new UsageException(file + " can't be written: it is a folder. Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(file + " can't be written: there is no folder " + folder + ".");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new UsageException(file + " can't be written: permission denied.");
        }
    }

    private static String why(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        return failed instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : failed.getMessage();
    }
}
