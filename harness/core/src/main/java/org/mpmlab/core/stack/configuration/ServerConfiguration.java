package org.mpmlab.core.stack.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.Stack.ExtraConfiguration;
import org.mpmlab.core.stack.configuration.ServerContainer.Image;

/** What a stack's servers are: its containers with all that they read. A pure function. */
public final class ServerConfiguration {
    /** To become another user, and to end children that did; docker-images/README.md has the symptoms of each. */
    private static final Set<String> SERVER_CAPABILITIES = Set.of("SETUID", "SETGID", "KILL");

    private static final String EXTRA = "/etc/mpmlab/extra/";

    private ServerConfiguration() {}

    /**
     * The containers of a stack, in the order in which they must start.
     *
     * @param sites what they serve; ports must differ
     * @param statusPort where httpd (or nginx by itself) tells its status
     * @param frontStatusPort where nginx tells its status when it stands in front of Apache
     * @throws IllegalArgumentException if the stack is an address
     */
    public static List<ServerContainer> of(Stack stack, List<Hosted> sites, int statusPort, int frontStatusPort) {
        Composition composition = stack.composition()
                .orElseThrow(() -> new IllegalArgumentException(stack.name() + " is an address: nothing to start"));
        Settings settings = Defaults.effective(composition, stack.settings());
        List<ServerContainer> containers = new ArrayList<>();
        if (composition.mpm().isPresent()) {
            containers.add(httpd(composition, settings, stack.extra(), sites, statusPort));
        }
        if (composition.nginxFaces()) {
            containers.add(nginx(
                    composition, settings, stack.extra(), sites, composition.fronted() ? frontStatusPort : statusPort));
        }
        return List.copyOf(containers);
    }

    /** The path at which a stack with PHP-FPM tells the status of a site's pool, on its status port. */
    public static String fpmStatusPath(org.mpmlab.core.site.Site site) {
        return FpmConfiguration.statusPath(site);
    }

    private static ServerContainer httpd(
            Composition composition,
            Settings settings,
            List<ExtraConfiguration> extra,
            List<Hosted> sites,
            int statusPort) {
        List<ConfigurationFile> files = extraFiles(extra, ExtraConfiguration.Place.HTTPD);
        files.add(new ConfigurationFile(
                HttpdConfiguration.PATH,
                HttpdConfiguration.text(composition, settings, sites, statusPort, paths(files))));
        files.addAll(iniFiles(composition.php(), extra));
        Set<String> capabilities = new TreeSet<>(SERVER_CAPABILITIES);
        if (composition.mpm().filter(Mpm.ITK::equals).isPresent()) {
            capabilities.addAll(Set.of("SYS_NICE", "DAC_READ_SEARCH"));
        }
        if (composition.php() == PhpMode.FCGID
                || (composition.php() == PhpMode.CGI
                        && composition.mpm().filter(Mpm::threaded).isPresent())) {
            // The daemons of mod_fcgid and mod_cgid give their sockets to httpd's user.
            capabilities.add("CHOWN");
        }
        List<String> roles = new ArrayList<>();
        if (composition.php() == PhpMode.FPM) {
            fpm(settings, extra, sites, files, roles);
        }
        roles.add("httpd");
        return new ServerContainer(Image.HTTPD, roles, files, capabilities);
    }

    private static ServerContainer nginx(
            Composition composition,
            Settings settings,
            List<ExtraConfiguration> extra,
            List<Hosted> sites,
            int statusPort) {
        List<ConfigurationFile> files = extraFiles(extra, ExtraConfiguration.Place.NGINX);
        files.add(new ConfigurationFile(
                NginxConfiguration.PATH,
                NginxConfiguration.text(composition.fronted(), settings, sites, statusPort, paths(files))));
        List<String> roles = new ArrayList<>();
        if (!composition.fronted()) {
            fpm(settings, extra, sites, files, roles);
            files.addAll(iniFiles(composition.php(), extra));
        }
        roles.add("nginx");
        return new ServerContainer(Image.NGINX, roles, files, SERVER_CAPABILITIES);
    }

    private static void fpm(
            Settings settings,
            List<ExtraConfiguration> extra,
            List<Hosted> sites,
            List<ConfigurationFile> files,
            List<String> roles) {
        List<ConfigurationFile> own = extraFiles(extra, ExtraConfiguration.Place.FPM);
        files.addAll(own);
        files.add(new ConfigurationFile(FpmConfiguration.PATH, FpmConfiguration.text(settings, sites, paths(own))));
        roles.add("fpm");
    }

    private static List<ConfigurationFile> extraFiles(List<ExtraConfiguration> extra, ExtraConfiguration.Place place) {
        List<ConfigurationFile> files = new ArrayList<>();
        for (ExtraConfiguration one : extra) {
            if (one.place() == place) {
                files.add(new ConfigurationFile(
                        EXTRA + place.name().toLowerCase(java.util.Locale.ROOT) + "-" + files.size() + ".conf",
                        one.text()));
            }
        }
        return files;
    }

    /** Beside the image's own 99-mpmlab.ini and after it in order, where Debian's PHP looks for such files. */
    private static List<ConfigurationFile> iniFiles(PhpMode php, List<ExtraConfiguration> extra) {
        String sapi =
                switch (php) {
                    case MOD_PHP -> "apache2";
                    case CGI, FCGID -> "cgi";
                    case FPM -> "fpm";
                };
        List<ConfigurationFile> files = new ArrayList<>();
        for (ExtraConfiguration one : extra) {
            if (one.place() == ExtraConfiguration.Place.PHP) {
                files.add(new ConfigurationFile(
                        String.format(
                                java.util.Locale.ROOT, "/etc/php/8.4/%s/conf.d/99-own-%02d.ini", sapi, files.size()),
                        one.text()));
            }
        }
        return files;
    }

    private static List<String> paths(List<ConfigurationFile> files) {
        return files.stream().map(ConfigurationFile::path).toList();
    }
}
