package org.mpmlab.core.capacity.snippet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private final List<Instructions.Snippet> snippets = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Snippets(Composition stack, Settings settings, List<KernelLimit> limits, String phpVersion) {
        this.stack = stack;
        this.text = new SettingsText(stack, settings);
        this.limits = limits;
        this.phpVersion = phpVersion;
    }

    /**
     * How to apply settings.
     *
     * @param stack with Apache
     * @param settings what to write
     * @param limits of the system that must be raised
     * @param phpVersion as Debian's packages are named, such as {@code 8.4}
     * @throws IllegalArgumentException for a stack without an MPM
     */
    public static Instructions of(
            Platform platform, Composition stack, Settings settings, List<KernelLimit> limits, String phpVersion) {
        if (stack.mpm().isEmpty()) {
            throw new IllegalArgumentException(stack + " has no MPM whose settings could be applied");
        }
        return new Snippets(stack, settings, limits, phpVersion).instructions(platform);
    }

    private Instructions instructions(Platform platform) {
        notes.add(
                "Restart, do not reload: a graceful restart ignores ServerLimit and ThreadLimit (AH00501, AH00506), and "
                        + "a changed MPM ends httpd (AH00534).");
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
        return new Instructions(platform, snippets, commands, notes);
    }

    private void debian() {
        snippet("/etc/apache2/mods-available/mpm_" + text.mpm() + ".conf", text.mpmBlock());
        snippet("/etc/apache2/conf-available/mpmlab.conf", text.server());
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
    }

    private void rhel() {
        String itk = stack.mpm().orElseThrow() == Mpm.ITK ? "LoadModule mpm_itk_module modules/mod_mpm_itk.so\n" : "";
        snippet(
                "/etc/httpd/conf.modules.d/00-mpm.conf (the only LoadModule of an MPM)",
                "LoadModule mpm_" + text.mpm() + "_module modules/mod_mpm_" + text.mpm() + ".so\n" + itk);
        snippet("/etc/httpd/conf.d/mpmlab.conf", text.mpmBlock() + text.server());
        snippet("/etc/php-fpm.d/zz-mpmlab.conf", pool());
        if (!itk.isEmpty()) {
            notes.add("ITK is not part of the distribution; EPEL has it as httpd-itk.");
        }
        restart("httpd", "apachectl configtest", "php-fpm", "php-fpm -t");
    }

    private void cpanel() {
        if (stack.mpm().orElseThrow() == Mpm.ITK && stack.php() == PhpMode.FPM) {
            notes.add("cPanel refuses PHP-FPM together with ITK: take the next best stack.");
        }
        notes.add(UNVERIFIED);
        Set<Setting> inWhm = EnumSet.copyOf(IN_WHM);
        snippet("WHM, Service Configuration, Apache Configuration, Global Configuration", text.directives(inWhm, ""));
        Set<Setting> rest = text.of(Setting.Place.SERVER);
        rest.removeAll(IN_WHM);
        snippet(
                "/etc/apache2/conf.d/includes/pre_main_global.conf",
                text.mpmBlock(IN_WHM) + text.directives(rest, "") + text.fcgid());
        snippet("WHM, MultiPHP Manager, PHP-FPM, of each domain", text.pool());
        commands.add("rpm -q ea-apache24-mod_mpm_" + text.mpm() + " || dnf -y swap \"$(rpm -qa --qf '%{NAME}\\n' "
                + "'ea-apache24-mod_mpm_*' | grep -v itk)\" ea-apache24-mod_mpm_" + text.mpm());
        if (stack.mpm().orElseThrow() == Mpm.ITK) {
            commands.add("dnf -y install ea-apache24-mod_mpm_itk");
        }
        commands.add("/usr/local/cpanel/scripts/rebuildhttpdconf");
        commands.add("/usr/local/cpanel/scripts/restartsrv_httpd");
        if (stack.php() == PhpMode.FPM) {
            commands.add("/usr/local/cpanel/scripts/restartsrv_apache_php_fpm");
        }
    }

    private void plesk() {
        notes.add(UNVERIFIED);
        withoutItk("Plesk");
        notes.add("The files are the distribution's: these are Debian's; on RHEL and its like use those of rhel.");
        snippet("/etc/apache2/mods-available/mpm_" + text.mpm() + ".conf", text.mpmBlock());
        snippet("/etc/apache2/conf-available/mpmlab.conf", text.server());
        snippet("PHP Settings of each domain, PHP-FPM settings", text.pool());
        commands.add("plesk bin optimization_settings --set-mpm " + text.mpm());
        commands.addAll(List.of("a2enconf mpmlab", "apache2ctl configtest", "systemctl restart apache2"));
    }

    private void ispmanager() {
        notes.add(UNVERIFIED);
        notes.add("The panel may overwrite the distribution's files: look at them again after its updates.");
        if (stack.mpm().orElseThrow().threaded()) {
            notes.add("ISPmanager offers prefork and ITK; event is planned, so a threaded MPM is against the panel.");
        }
        debian();
    }

    /** Without ITK the same settings run all PHP as one user, which must not happen without a word. */
    private void withoutItk(String panel) {
        if (stack.mpm().orElseThrow() == Mpm.ITK) {
            notes.add(
                    panel + " offers no ITK: these settings alone run every site's PHP as one user. Take the next best "
                            + "stack, such as PHP-FPM with a pool for each user.");
        }
    }

    private void directadmin() {
        notes.add(UNVERIFIED);
        withoutItk("DirectAdmin");
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
