package org.mpmlab.core.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server serves: a folder with a {@code site.yaml}.
 *
 * @param name unique within a scenario; a plain word, as it becomes part of paths
 * @param description one sentence for the report
 * @param folder where the site's files lie
 * @param documentRoot inside the image; empty when the files are the folder's own {@code public/}
 * @param packages Debian packages that must be in the image
 * @param phpExtensions PHP extensions that must be in the image, by Debian's names without the version
 * @param writable paths that the user PHP runs as must own
 * @param deny URL paths that the server must refuse
 * @param pages the first is measured unless a load names another
 * @param parameters numbers that the pages read, such as how much work to do
 * @param calibrate which parameter is scaled on the spot; empty when none is
 * @param nominal roughly how long the first page takes, for planning
 */
public record Site(
        String name,
        String description,
        String folder,
        Optional<String> documentRoot,
        List<String> packages,
        List<String> phpExtensions,
        List<String> writable,
        List<String> deny,
        List<Page> pages,
        Map<String, Long> parameters,
        Optional<Calibration> calibrate,
        Duration nominal) {

    /** Where sites' own files lie in a container. */
    public static final String ROOT = "/srv/mpmlab/sites";

    /** A file of a few bytes that httpd serves beside every site, for connections that only stay open. */
    public static final String LIGHT_PAGE = "/mpmlab-probe/light.txt";

    /**
     * One address of the site.
     *
     * @param path absolute, with the query
     * @param status the status code of a right answer
     * @param marker text that the body of a right answer contains
     * @param assets what a browser fetches with it
     */
    public record Page(String path, int status, String marker, List<String> assets) {
        public Page {
            assets = List.copyOf(assets);
        }

        /** Whether PHP makes it, going by its path. */
        public boolean php() {
            return path.contains(".php");
        }
    }

    /**
     * A parameter that is scaled until the first page takes a given time.
     *
     * @param parameter which
     * @param time of the page's TTFB on an idle server
     */
    public record Calibration(String parameter, Duration time) {}

    public Site {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException(
                    "a site's name is a letter and up to 31 of a-z, 0-9 and -, not '" + name + "'");
        }
        packages = List.copyOf(packages);
        phpExtensions = List.copyOf(phpExtensions);
        writable = List.copyOf(writable);
        deny = List.copyOf(deny);
        pages = List.copyOf(pages);
        parameters = Map.copyOf(parameters);
        for (String parameter : parameters.keySet()) {
            if (!parameter.matches("[a-z][a-z0-9_]*")) {
                throw new IllegalArgumentException("a parameter's name is a-z, 0-9 and _, not '" + parameter + "'");
            }
        }
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("site " + name + " needs at least one page");
        }
        if (calibrate.isPresent() && !parameters.containsKey(calibrate.get().parameter())) {
            throw new IllegalArgumentException("site " + name + " calibrates '"
                    + calibrate.get().parameter() + "', which is none of its parameters " + parameters.keySet());
        }
    }

    /** The page that is measured. */
    public Page page() {
        return pages.get(0);
    }

    /** Where the documents lie in a container. */
    public String documents() {
        return documentRoot.orElse(ROOT + "/" + name);
    }

    /** The file in a container that the pages read their parameters from. */
    public String parametersFile() {
        return "/srv/mpmlab/parameters/" + name + ".php";
    }

    /** The same with its parameters as they are, whatever machine it runs on. */
    public Site calibrated() {
        return with(parameters, Optional.empty());
    }

    public Site withParameters(Map<String, Long> parameters) {
        return with(parameters, calibrate);
    }

    private Site with(Map<String, Long> parameters, Optional<Calibration> calibrate) {
        return new Site(
                name,
                description,
                folder,
                documentRoot,
                packages,
                phpExtensions,
                writable,
                deny,
                pages,
                parameters,
                calibrate,
                nominal);
    }
}
