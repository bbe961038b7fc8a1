package org.mpmlab.core.stack.configuration;

import static org.mpmlab.core.stack.configuration.Directives.quoted;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Setting.Place;
import org.mpmlab.core.stack.Settings;

/** nginx's configuration: in front of PHP-FPM by itself, or in front of Apache as reverse proxy. */
final class NginxConfiguration {
    static final String PATH = "/etc/mpmlab/nginx.conf";
    /** Kept connections from nginx to Apache; without them each request would open one. */
    private static final int BACKEND_KEEPALIVE = 64;
    /** These stand outside the http block. */
    private static final Set<Setting> OF_MAIN = EnumSet.of(Setting.WORKER_PROCESSES, Setting.WORKER_CONNECTIONS);

    private final boolean proxy;
    private final Directives out = new Directives();

    private NginxConfiguration(boolean proxy) {
        this.proxy = proxy;
    }

    /** nginx as reverse proxy before Apache's backend ports, or with PHP-FPM; {@code statusPort} tells its connections. */
    static String text(boolean proxy, Settings settings, List<Hosted> sites, int statusPort, List<String> includes) {
        NginxConfiguration configuration = new NginxConfiguration(proxy);
        configuration.head(settings);
        for (Hosted hosted : sites) {
            if (proxy) {
                configuration.upstream(hosted);
            }
            configuration.server(hosted, false);
            configuration.server(hosted, true);
        }
        configuration.status(sites, statusPort);
        includes.forEach(path -> configuration.out.line("include " + quoted(path) + ";"));
        return configuration.out.close().text();
    }

    private void head(Settings settings) {
        out.comment("written by mpmlab")
                .line("user www-data;")
                .line("worker_processes " + settings.number(Setting.WORKER_PROCESSES, 1) + ";")
                .line("pid /run/mpmlab/nginx.pid;")
                .line("error_log stderr warn;");
        out.block("events")
                .line("worker_connections " + settings.number(Setting.WORKER_CONNECTIONS, 512) + ";")
                .close();
        out.block("http")
                .line("include /etc/nginx/mime.types;")
                .line("default_type application/octet-stream;")
                .line("access_log off;")
                .line("sendfile on;")
                .line("tcp_nopush on;")
                .line("gzip off;");
        out.settings(settings, Place.NGINX, OF_MAIN, " ", ";");
    }

    private void upstream(Hosted hosted) {
        out.block("upstream " + backend(hosted.site()))
                .line("server 127.0.0.1:" + hosted.backendPort() + ";")
                .line("keepalive " + BACKEND_KEEPALIVE + ";")
                .close();
    }

    private static String backend(Site site) {
        return "backend_" + site.name();
    }

    private void server(Hosted hosted, boolean tls) {
        out.block("server").line("server_name localhost;");
        if (tls) {
            out.line("listen 127.0.0.1:" + hosted.tlsPort() + " ssl;")
                    .line("http2 on;")
                    .line("ssl_certificate /etc/mpmlab/tls/cert.pem;")
                    .line("ssl_certificate_key /etc/mpmlab/tls/key.pem;")
                    .line("ssl_protocols TLSv1.2 TLSv1.3;")
                    .line("ssl_session_cache shared:tls:1m;");
        } else {
            out.line("listen 127.0.0.1:" + hosted.httpPort() + ";");
        }
        if (proxy) {
            forward(hosted.site());
        } else {
            serve(hosted.site());
        }
        out.close();
    }

    private void forward(Site site) {
        out.block("location /")
                .line("proxy_pass http://" + backend(site) + ";")
                .line("proxy_http_version 1.1;")
                .line("proxy_set_header Connection \"\";")
                .line("proxy_set_header Host $http_host;")
                .line("proxy_set_header X-Forwarded-For $remote_addr;")
                .line("proxy_set_header X-Forwarded-Proto $scheme;")
                .close();
    }

    private void serve(Site site) {
        out.line("root " + quoted(site.documents()) + ";").line("index index.php index.html;");
        for (String denied : site.deny()) {
            out.block("location ^~ " + quoted(denied)).line("deny all;").close();
        }
        out.block("location ~ /[.]ht").line("deny all;").close();
        out.block("location = /mpmlab-probe/probe.php");
        fastcgi("/srv/mpmlab/probe/probe.php", FpmConfiguration.socket(site));
        out.block("location ~ [.]php$").line("try_files $uri =404;");
        fastcgi("$document_root$fastcgi_script_name", FpmConfiguration.socket(site));
    }

    private void fastcgi(String script, String socket) {
        out.line("include /etc/nginx/fastcgi_params;")
                .line("fastcgi_param SCRIPT_FILENAME " + script + ";")
                .line("fastcgi_pass unix:" + socket + ";")
                .close();
    }

    private void status(List<Hosted> sites, int port) {
        out.block("server").line("listen 127.0.0.1:" + port + ";");
        out.block("location = /nginx-status").line("stub_status;").close();
        if (!proxy) {
            for (Hosted hosted : sites) {
                out.block("location = " + FpmConfiguration.statusPath(hosted.site()));
                fastcgi("/srv/mpmlab/probe/probe.php", FpmConfiguration.statusSocket(hosted.site()));
            }
        }
        out.close();
    }
}
