package org.mpmlab.core.scenario;

import java.util.List;
import java.util.Optional;

/** What lies beside a scenario: the readers ask for text by name and touch no files themselves. */
public interface Library {

    /** The names of the sites that ship with the lab. */
    List<String> siteNames();

    /**
     * A site's own file.
     *
     * @param nameOrFolder a shipped site's name, or a folder relative to the scenario: whatever holds a {@code /}
     * @return empty if there is no such site, or no {@code site.yaml} in the folder
     */
    Optional<SiteFile> site(String nameOrFolder);

    /** The text of a file, by its path relative to the scenario; empty if there is none. */
    Optional<String> file(String path);

    /**
     * A {@code site.yaml}.
     *
     * @param source how messages name it
     * @param folder where the site's files lie
     * @param text its content
     */
    record SiteFile(String source, String folder, String text) {}
}
