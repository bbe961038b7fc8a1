package org.mpmlab.lab.observe;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes root's capabilities from one thread, by capset(2), which glibc does not spread to the others. */
final class CapabilityDrop {
    /** _LINUX_CAPABILITY_VERSION_3: two elements of effective, permitted, inheritable. */
    private static final int VERSION_3 = 0x20080522;

    private CapabilityDrop() {}

    private interface LibC extends Library {
        int capset(int[] header, int[] data) throws LastErrorException;
    }

    static boolean possible() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    static void ofCurrentThread() {
        Native.load("c", LibC.class).capset(new int[] {VERSION_3, 0}, new int[6]);
    }
}
