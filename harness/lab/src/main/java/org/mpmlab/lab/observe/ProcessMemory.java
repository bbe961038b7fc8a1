package org.mpmlab.lab.observe;

/**
 * The memory of one process, in bytes. {@code uss <= pss <= rss} holds of every reading without huge pages of
 * hugetlbfs, which none of the three counts.
 *
 * @param rssBytes resident
 * @param pssBytes resident, each page divided by how many processes map it
 * @param ussBytes resident and mapped by no other process: private clean and private dirty
 */
record ProcessMemory(long rssBytes, long pssBytes, long ussBytes) {
    /**
     * Sums up the mappings of {@code /proc/PID/smaps}, or reads {@code /proc/PID/smaps_rollup} (Linux 4.14), where the
     * kernel has done so; both have the same fields (Documentation/filesystems/proc.rst).
     *
     * @param smaps either file; empty for a process without memory of its own
     * @throws IllegalArgumentException if a size is not a whole number of kB
     */
    static ProcessMemory parse(String smaps) {
        long rss = 0;
        long pss = 0;
        long uss = 0;
        for (String line : (Iterable<String>) smaps.lines()::iterator) {
            if (line.startsWith("Rss:")) {
                rss += bytes(line);
            } else if (line.startsWith("Pss:")) {
                pss += bytes(line);
            } else if (line.startsWith("Private_Clean:") || line.startsWith("Private_Dirty:")) {
                uss += bytes(line);
            }
        }
        return new ProcessMemory(rss, pss, uss);
    }

    private static long bytes(String line) {
        String size = line.substring(line.indexOf(':') + 1).strip();
        if (!size.endsWith(" kB")) {
            throw new IllegalArgumentException("a size of smaps is not in kB: " + line);
        }
        return 1024
                * Long.parseLong(
                        size.substring(0, size.length() - " kB".length()).strip());
    }
}
