package org.mpmlab.core.capacity.snippet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.capacity.recommend.KernelLimit;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

/** Writes a recommendation down for a platform. */
public final class Snippets {
    /** What WHM's global configuration holds; anything else of the MPM goes into an include file. */
    private static final Set<Setting> IN_WHM = EnumSet.of(
            Setting.START_SERVERS,
            Setting.MIN_SPARE_SERVERS,
            Setting.MAX_SPARE_SERVERS,
            Setting.SERVER_LIMIT,
            Setting.MAX_REQUEST_WORKERS,
            Setting.MAX_CONNECTIONS_PER_CHILD,
            Setting.KEEP_ALIVE,
            Setting.KEEP_ALIVE_TIMEOUT,
            Setting.MAX_KEEP_ALIVE_REQUESTS);

    private static final String UNVERIFIED =
            "Places and commands of this panel are from documentation and general knowledge, not verified on a machine that "
                    + "runs it.";

    private final Composition stack;
    private final SettingsText text;
    private final List<KernelLimit> limits;
    private final String phpVersion;
    private final Notes about;
    private final List<Instructions.Snippet> snippets = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Snippets(
            Composition stack, Settings settings, List<KernelLimit> limits, Set<Need> needs, String phpVersion) {
        this.stack = stack;
        this.text = new SettingsText(stack, settings);
        this.limits = limits;
        this.about = new Notes(stack, needs);
        this.phpVersion = phpVersion;
    }

    /**
     * How to apply settings.
     *
     * @param stack with Apache
     * @param settings what to write
     * @param limits of the system that must be raised
     * @param needs that the stack was chosen for: some want a module or lines for each site besides the settings
     * @param phpVersion as Debian's packages are named, such as {@code 8.4}
     * @throws IllegalArgumentException for a stack without an MPM
     */
    public static Instructions of(
            Platform platform,
            Composition stack,
            Settings settings,
            List<KernelLimit> limits,
            Set<Need> needs,
            String phpVersion) {
        if (stack.mpm().isEmpty()) {
            throw new IllegalArgumentException(stack + " has no MPM whose settings could be applied");
        }
        return new Snippets(stack, settings, limits, needs, phpVersion).instructions(platform);
    }

    private Instructions instructions(Platform platform) {
        notes.addAll(about.everywhere());
        switch (platform) {
            case DEBIAN -> debian();
            case RHEL -> rhel();
            case CPANEL -> cpanel();
            case PLESK -> plesk();
            case ISPMANAGER -> ispmanager();
            case DIRECTADMIN -> directadmin();
        }
        snippet("/etc/nginx/nginx.conf (these lines, in place of those that are there)", text.nginx());
        limits(platform);
        if (stack.fronted()) {
            commands.addAll(List.of("nginx -t", "systemctl restart nginx"));
        }
        version();
        return new Instructions(platform, snippets, commands, notes);
    }

    /** Whoever has another version must not run these commands as they are. */
    private void version() {
        Pattern named =
                Pattern.compile("(php|fpm|cgi)(" + Pattern.quote(phpVersion) + "|" + phpVersion.replace(".", "") + ")");
        Stream<String> written = snippets.stream().flatMap(snippet -> Stream.of(snippet.place(), snippet.text()));
        if (Stream.concat(commands.stream(), written).anyMatch(named.asPredicate())) {
            notes.add("Paths and commands name PHP " + phpVersion + ", which was measured: put yours in its place.");
        }
    }

    private void debian() {
        snippet("/etc/apache2/mods-available/mpm_" + text.mpm() + ".conf", text.mpmBlock());
        snippet(
                "/etc/apache2/conf-available/mpmlab.conf",
                text.server() + text.handler("/usr/bin/php-cgi" + phpVersion));
        snippet("/etc/php/" + phpVersion + "/fpm/pool.d/zz-mpmlab.conf", pool());
        debianSwitch();
        commands.add("a2enconf mpmlab");
        restart("apache2", "apache2ctl configtest", "php" + phpVersion + "-fpm", "php-fpm" + phpVersion + " -t");
    }

    private void debianSwitch() {
        Mpm mpm = stack.mpm().orElseThrow();
        // mod_php depends on prefork: a2dismod refuses prefork while it is enabled.
        String modPhp = stack.php() == PhpMode.MOD_PHP ? "" : "php" + phpVersion + " ";
        List<String> others = new ArrayList<>(List.of("mpm_prefork", "mpm_worker", "mpm_event"));
        others.remove("mpm_" + text.mpm());
        commands.add("a2dismod " + modPhp + (mpm == Mpm.ITK ? "" : "mpm_itk ") + String.join(" ", others)
                + "  # those that are not installed are named and passed over");
        commands.add("a2enmod mpm_" + text.mpm() + (mpm == Mpm.ITK ? " mpm_itk" : ""));
        switch (stack.php()) {
            case MOD_PHP -> commands.add("a2enmod php" + phpVersion);
            case CGI -> commands.add("a2enmod actions " + (mpm.threaded() ? "cgid" : "cgi"));
            case FCGID -> commands.add("a2enmod fcgid");
            case FPM -> {
                commands.add("a2enmod proxy_fcgi setenvif");
                commands.add("a2enconf php" + phpVersion + "-fpm");
            }
        }
        if (stack.php().processPerRequest()) {
            // Their handlers are read after mpmlab.conf's and would win.
            commands.add("a2disconf php" + phpVersion + "-fpm php" + phpVersion
                    + "-cgi  # those that are not installed are named and passed over");
        }
        if (about.http2OfApache()) {
            // Debian's http2.conf has the Protocols line.
            commands.add("a2enmod http2");
        }
    }

    private void rhel() {
        String itk = stack.mpm().orElseThrow() == Mpm.ITK ? "LoadModule mpm_itk_module modules/mod_mpm_itk.so\n" : "";
        snippet(
                "/etc/httpd/conf.modules.d/00-mpm.conf (the only LoadModule of an MPM)",
                "LoadModule mpm_" + text.mpm() + "_module modules/mod_mpm_" + text.mpm() + ".so\n" + itk);
        snippet(
                "/etc/httpd/conf.d/mpmlab.conf",
                text.mpmBlock() + text.server() + (about.http2OfApache() ? "Protocols h2 http/1.1\n" : ""));
        snippet(
                "/etc/httpd/conf.d/zz-mpmlab-php.conf (the last in the folder: php.conf hands .php to PHP-FPM)",
                text.handler("/usr/bin/php-cgi"));
        snippet("/etc/php-fpm.d/zz-mpmlab.conf", pool());
        if (!itk.isEmpty()) {
            notes.add("ITK is not part of the distribution; EPEL has it as httpd-itk.");
        }
        switch (stack.php()) {
            case CGI -> commands.add("dnf -y install php-cli  # it holds php-cgi");
            case FCGID -> commands.add("dnf -y install php-cli mod_fcgid  # php-cli holds php-cgi");
            case MOD_PHP, FPM -> {}
        }
        if (about.http2OfApache()) {
            commands.add("dnf -y install mod_http2");
        }
        restart("httpd", "apachectl configtest", "php-fpm", "php-fpm -t");
    }

    private void cpanel() {
        if (stack.mpm().orElseThrow() == Mpm.ITK && stack.php() == PhpMode.FPM) {
            notes.add("cPanel refuses PHP-FPM together with ITK: take the next best stack.");
        }
        notes.add(UNVERIFIED);
        notes.addAll(about.panelMapsPhp("WHM, MultiPHP Manager, PHP Handlers"));
        Set<Setting> inWhm = EnumSet.copyOf(IN_WHM);
        snippet("WHM, Service Configuration, Apache Configuration, Global Configuration", text.directives(inWhm, ""));
        Set<Setting> rest = text.of(Setting.Place.SERVER);
        rest.removeAll(IN_WHM);
        snippet(
                "/etc/apache2/conf.d/includes/pre_main_global.conf",
                text.mpmBlock(IN_WHM) + text.directives(rest, "") + text.fcgid());
        snippet("WHM, MultiPHP Manager, PHP-FPM, of a domain", text.pool());
        commands.add("rpm -q ea-apache24-mod_mpm_" + text.mpm() + " || dnf -y swap \"$(rpm -qa --qf '%{NAME}\\n' "
                + "'ea-apache24-mod_mpm_*' | grep -v itk)\" ea-apache24-mod_mpm_" + text.mpm());
        if (stack.mpm().orElseThrow() == Mpm.ITK) {
            commands.add("dnf -y install ea-apache24-mod_mpm_itk");
        }
        if (about.http2OfApache()) {
            commands.add("dnf -y install ea-apache24-mod_http2");
        }
        commands.add("/usr/local/cpanel/scripts/rebuildhttpdconf");
        commands.add("/usr/local/cpanel/scripts/restartsrv_httpd");
        if (stack.php() == PhpMode.FPM) {
            commands.add("/usr/local/cpanel/scripts/restartsrv_apache_php_fpm");
        }
    }

    private void plesk() {
        notes.add(UNVERIFIED);
        notes.addAll(about.withoutItk("Plesk"));
        notes.addAll(about.panelMapsPhp("PHP Settings of each domain"));
        if (about.http2OfApache()) {
            notes.add("Enable mod_http2 with a2enmod http2: plesk bin http2_pref concerns nginx.");
        }
        notes.add("The files are the distribution's: these are Debian's; on RHEL and its like use those of rhel.");
        snippet("/etc/apache2/mods-available/mpm_" + text.mpm() + ".conf", text.mpmBlock());
        snippet("/etc/apache2/conf-available/mpmlab.conf", text.server());
        snippet("PHP Settings of a domain, PHP-FPM settings", text.pool());
        commands.add("plesk bin optimization_settings --set-mpm " + text.mpm());
        commands.addAll(List.of("a2enconf mpmlab", "apache2ctl configtest", "systemctl restart apache2"));
    }

    private void ispmanager() {
        notes.add(UNVERIFIED);
        notes.add("The panel may overwrite the distribution's files: look at them again after its updates.");
        notes.addAll(about.panelMapsPhp("the settings of each site"));
        if (stack.mpm().orElseThrow().threaded()) {
            notes.add("ISPmanager offers prefork and ITK; event is planned, so a threaded MPM is against the panel.");
        }
        debian();
    }

    private void directadmin() {
        notes.add(UNVERIFIED);
        notes.addAll(about.withoutItk("DirectAdmin"));
        notes.addAll(about.panelMapsPhp("CustomBuild (php1_mode)"));
        if (about.http2OfApache()) {
            notes.add("CustomBuild builds mod_http2: ./build set http2 yes, before ./build apache.");
        }
        notes.add(
                "A file under custom/ replaces DirectAdmin's own as a whole: copy that first, then change these lines.");
        String custom = "/usr/local/directadmin/custombuild/custom/ap2/conf/extra/";
        snippet(custom + "httpd-mpm.conf", text.mpmBlock());
        snippet(custom + "httpd-default.conf", text.server());
        snippet("the template of PHP-FPM's pools", text.pool());
        commands.add("cd /usr/local/directadmin/custombuild");
        commands.add("./build set apache_mpm " + text.mpm());
        commands.addAll(List.of("./build apache", "./build rewrite_confs", "apachectl configtest"));
        commands.add("systemctl restart httpd");
    }

    /** A second section of a pool's name adds to the first, and files are read in the order of their names. */
    private String pool() {
        String lines = text.pool();
        return lines.isEmpty() ? "" : "[www]\n" + lines;
    }

    private void restart(String unit, String test, String fpmUnit, String fpmTest) {
        if (stack.php() == PhpMode.FPM) {
            commands.addAll(List.of(fpmTest, "systemctl restart " + fpmUnit));
        }
        commands.addAll(List.of(test, "systemctl restart " + unit));
    }

    private void limits(Platform platform) {
        List<String> before = new ArrayList<>();
        boolean httpd =
                dropIn(httpdUnit(platform), EnumSet.of(KernelLimit.Kind.HTTPD_FILES, KernelLimit.Kind.HTTPD_TASKS));
        boolean fpm = dropIn(fpmUnit(platform), EnumSet.of(KernelLimit.Kind.FPM_TASKS));
        boolean nginx = dropIn("nginx", EnumSet.of(KernelLimit.Kind.NGINX_FILES));
        if (httpd || fpm || nginx) {
            before.add("systemctl daemon-reload");
        }
        String sysctl = SettingsText.sysctl(limits);
        snippet("/etc/sysctl.d/90-mpmlab.conf", sysctl);
        if (!sysctl.isEmpty()) {
            before.add("sysctl --system");
        }
        commands.addAll(0, before);
    }

    /** Whether one is needed, and that is said, for systemd must read it. */
    private boolean dropIn(String unit, Set<KernelLimit.Kind> kinds) {
        String text = SettingsText.unit(limits, kinds);
        snippet("/etc/systemd/system/" + unit + ".service.d/mpmlab.conf", text);
        return !text.isEmpty();
    }

    private static String httpdUnit(Platform platform) {
        return switch (platform) {
            case DEBIAN, ISPMANAGER, PLESK -> "apache2";
            case RHEL, CPANEL, DIRECTADMIN -> "httpd";
        };
    }

    private String fpmUnit(Platform platform) {
        String digits = phpVersion.replace(".", "");
        return switch (platform) {
            case DEBIAN, ISPMANAGER -> "php" + phpVersion + "-fpm";
            case RHEL -> "php-fpm";
            case CPANEL -> "ea-php" + digits + "-php-fpm";
            case PLESK -> "plesk-php" + digits + "-fpm";
            case DIRECTADMIN -> "php-fpm" + digits;
        };
    }

    private void snippet(String place, String content) {
        if (!content.isEmpty()) {
            snippets.add(new Instructions.Snippet(place, content));
        }
    }
}
