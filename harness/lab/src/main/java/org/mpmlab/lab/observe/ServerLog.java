package org.mpmlab.lab.observe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What httpd, PHP-FPM and nginx logged, less what every start says. Pure functions of the log's text. */
public final class ServerLog {
    /** More than these would say nothing new. */
    private static final int MOST = 20;

    /** httpd: {@code [time] [module:level] [pid N:tid N] AH00484: text}. */
    private static final Pattern HTTPD = Pattern.compile("(?:\\[[^]]*\\] )*(AH[0-9]{5}: .*)");
    /** PHP-FPM: {@code [time] WARNING: [pool www] text}, and worse. */
    private static final Pattern FPM = Pattern.compile("\\[[^]]*\\] ((?:WARNING|ERROR|ALERT): .*)");
    /** nginx: {@code time [warn] 7#7: text}, and worse. */
    private static final Pattern NGINX =
            Pattern.compile("[0-9/]+ [0-9:]+ (\\[(?:warn|error|crit|alert|emerg)\\]) [0-9#]+: (?:\\*[0-9]+ )?(.*)");

    /**
     * httpd's report of having started (AH00489), its command line (AH00094), prefork's and worker's of the former
     * (AH00163, AH00292), mod_ssl's of its server certificate (AH01906, AH01909).
     */
    private static final Set<String> USUAL = Set.of("AH00489", "AH00094", "AH00163", "AH00292", "AH01906", "AH01909");

    private ServerLog() {}

    /** Each complaint once, without time and process, in the order of the first time. */
    public static List<String> complaints(String log) {
        Set<String> complaints = new LinkedHashSet<>();
        for (String line : log.split("\\R", -1)) {
            Matcher httpd = HTTPD.matcher(line);
            Matcher fpm = FPM.matcher(line);
            Matcher nginx = NGINX.matcher(line);
            if (httpd.matches()) {
                if (!USUAL.contains(httpd.group(1).substring(0, "AH00000".length()))) {
                    complaints.add(httpd.group(1));
                }
            } else if (fpm.matches()) {
                complaints.add(fpm.group(1));
            } else if (nginx.matches()) {
                complaints.add("nginx " + nginx.group(1) + " " + nginx.group(2));
            }
        }
        return complaints.stream().limit(MOST).toList();
    }
}
