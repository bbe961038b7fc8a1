package org.mpmlab.core.stack.configuration;

import static org.mpmlab.core.stack.configuration.Directives.quoted;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting.Place;
import org.mpmlab.core.stack.Settings;

/** httpd's whole configuration: one file, nothing of the distribution's own, so that all stacks differ by the MPM and PHP mode alone. */
final class HttpdConfiguration {
    static final String PATH = "/etc/mpmlab/httpd.conf";
    private static final String MODULES = "/usr/lib/apache2/modules/";

    private final Composition composition;
    private final Mpm mpm;
    private final Settings settings;
    private final List<Hosted> sites;
    private final Directives out = new Directives();

    private HttpdConfiguration(Composition composition, Settings settings, List<Hosted> sites) {
        this.composition = composition;
        this.mpm = composition.mpm().orElseThrow();
        this.settings = settings;
        this.sites = sites;
    }

    static String text(
            Composition composition, Settings settings, List<Hosted> sites, int statusPort, List<String> includes) {
        HttpdConfiguration configuration = new HttpdConfiguration(composition, settings, sites);
        configuration.process();
        configuration.modules();
        configuration.limits();
        configuration.listen(statusPort);
        configuration.access();
        configuration.php();
        sites.forEach(configuration::site);
        configuration.status(statusPort);
        includes.forEach(path -> configuration.out.line("Include " + quoted(path)));
        return configuration.out.text();
    }

    private void process() {
        out.comment(composition + ", written by mpmlab")
                .line("ServerRoot /etc/apache2")
                .line("ServerName localhost")
                .line("DefaultRuntimeDir /run/mpmlab")
                .line("PidFile /run/mpmlab/httpd.pid")
                .line("Mutex pthread")
                .line("ErrorLog /dev/stderr")
                .line("LogLevel warn")
                .line("User www-data")
                .line("Group www-data");
    }

    private void modules() {
        List<String> modules = new ArrayList<>();
        modules.add("mpm_" + (mpm == Mpm.ITK ? Mpm.PREFORK : mpm).word());
        modules.addAll(List.of("authz_core", "authz_host", "mime", "dir", "alias", "env", "setenvif", "status"));
        if (!composition.fronted()) {
            modules.addAll(List.of("ssl", "socache_shmcb"));
            if (mpm.threaded()) {
                modules.add("http2");
            }
        }
        switch (composition.php()) {
            case MOD_PHP -> {}
            case CGI -> modules.addAll(List.of("actions", cgiModule()));
            case FCGID -> modules.add("fcgid");
            case FPM -> modules.addAll(List.of("proxy", "proxy_fcgi"));
        }
        modules.forEach(module -> out.line("LoadModule " + module + "_module " + MODULES + "mod_" + module + ".so"));
        if (mpm == Mpm.ITK) {
            out.line("LoadModule mpm_itk_module " + MODULES + "mpm_itk.so");
        }
        if (composition.php() == PhpMode.MOD_PHP) {
            out.line("LoadModule php_module " + MODULES + "libphp8.4.so");
        }
    }

    private String cgiModule() {
        return mpm.threaded() ? "cgid" : "cgi";
    }

    private void limits() {
        out.settings(settings, EnumSet.of(Place.MPM, Place.SERVER), " ", "");
    }

    private void listen(int statusPort) {
        out.line("TypesConfig /etc/mime.types").line("DirectoryIndex index.php index.html");
        for (Hosted hosted : sites) {
            if (composition.fronted()) {
                out.line("Listen 127.0.0.1:" + hosted.backendPort());
            } else {
                out.line("Listen 127.0.0.1:" + hosted.httpPort())
                        .line("Listen 127.0.0.1:" + hosted.tlsPort() + " https");
            }
        }
        out.line("Listen 127.0.0.1:" + statusPort);
        if (!composition.fronted()) {
            out.line("SSLSessionCache shmcb:/run/mpmlab/ssl(512000)");
        }
    }

    private void access() {
        out.section("Directory", "/")
                .line("AllowOverride None")
                .line("Require all denied")
                .close();
        directory("/srv/mpmlab/probe");
        out.line("Alias /mpmlab-probe/ /srv/mpmlab/probe/");
        sites.stream().map(hosted -> hosted.site().documents()).distinct().forEach(this::directory);
        out.section("FilesMatch", "^[.]ht").line("Require all denied").close();
    }

    private void directory(String path) {
        out.section("Directory", path)
                .line("Options FollowSymLinks")
                .line("AllowOverride None")
                .line("Require all granted")
                .close();
    }

    /** How files that end in .php are run; with FPM each site has a pool of its own, see {@link #site}. */
    private void php() {
        switch (composition.php()) {
            case MOD_PHP -> handler("application/x-httpd-php");
            case CGI -> {
                if (mpm.threaded()) {
                    out.line("ScriptSock /run/mpmlab/cgid.sock");
                }
                out.line("ScriptAlias /mpmlab-php-cgi /usr/lib/cgi-bin/php8.4");
                out.section("Directory", "/usr/lib/cgi-bin")
                        .line("Require all granted")
                        .close();
                out.section("Location", "/mpmlab-php-cgi")
                        .line("Require env REDIRECT_STATUS")
                        .close();
                out.line("Action mpmlab-php /mpmlab-php-cgi");
                handler("mpmlab-php");
            }
            case FCGID -> {
                out.line("FcgidIPCDir /run/mpmlab/fcgid").line("FcgidProcessTableFile /run/mpmlab/fcgid.shm");
                out.settings(settings, EnumSet.of(Place.FCGID), " ", "");
                // php-cgi ends itself after 500 requests unless told otherwise; mod_fcgid decides instead.
                out.line("FcgidInitialEnv PHP_FCGI_MAX_REQUESTS 0").line("FcgidInitialEnv PHP_FCGI_CHILDREN 0");
                out.open("<FilesMatch \"[.]php$\">", "</FilesMatch>")
                        .line("SetHandler fcgid-script")
                        .line("FcgidWrapper /usr/bin/php-cgi8.4 .php")
                        .line("Options +ExecCGI")
                        .close();
            }
            case FPM -> {}
        }
    }

    private void handler(String handler) {
        out.open("<FilesMatch \"[.]php$\">", "</FilesMatch>")
                .line("SetHandler " + quoted(handler))
                .close();
    }

    private void site(Hosted hosted) {
        if (composition.fronted()) {
            host(hosted, hosted.backendPort(), false);
        } else {
            host(hosted, hosted.httpPort(), false);
            host(hosted, hosted.tlsPort(), true);
        }
    }

    private void host(Hosted hosted, int port, boolean tls) {
        Site site = hosted.site();
        out.open("<VirtualHost 127.0.0.1:" + port + ">", "</VirtualHost>")
                .line("DocumentRoot " + quoted(site.documents()));
        if (mpm == Mpm.ITK) {
            out.line("AssignUserID " + hosted.user() + " " + hosted.user());
        }
        if (composition.php() == PhpMode.FPM) {
            handler("proxy:unix:" + FpmConfiguration.socket(site) + "|fcgi://localhost");
        }
        for (String denied : site.deny()) {
            out.section("Location", denied).line("Require all denied").close();
        }
        if (tls) {
            out.line("SSLEngine on")
                    .line("SSLCertificateFile /etc/mpmlab/tls/cert.pem")
                    .line("SSLCertificateKeyFile /etc/mpmlab/tls/key.pem");
            if (mpm.threaded()) {
                out.line("Protocols h2 http/1.1");
            }
        }
        out.close();
    }

    private void status(int port) {
        out.line("ExtendedStatus On");
        out.open("<VirtualHost 127.0.0.1:" + port + ">", "</VirtualHost>").line("DocumentRoot /srv/mpmlab/probe");
        if (mpm == Mpm.ITK) {
            out.line("AssignUserID www-data www-data");
        }
        out.section("Location", "/server-status")
                .line("SetHandler server-status")
                .close();
        if (composition.php() == PhpMode.FPM) {
            for (Hosted hosted : sites) {
                out.section("Location", FpmConfiguration.statusPath(hosted.site()))
                        .line("SetHandler "
                                + quoted("proxy:unix:" + FpmConfiguration.statusSocket(hosted.site())
                                        + "|fcgi://localhost"))
                        .close();
            }
        }
        out.close();
    }
}
