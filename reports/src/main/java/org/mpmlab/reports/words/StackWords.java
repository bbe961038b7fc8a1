package org.mpmlab.reports.words;

import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;

/** Stacks in the words of someone who runs none. */
final class StackWords {
    private StackWords() {}

    /** A stack without the words of its trade. */
    static String plain(Composition parts) {
        String php =
                switch (parts.php()) {
                    case MOD_PHP -> "PHP inside it";
                    case CGI -> "a new PHP process for every page";
                    case FCGID -> "PHP in processes that Apache keeps ready";
                    case FPM -> "PHP in a service of its own";
                };
        return parts.mpm().map(StackWords::apache).orElse("nginx") + ", " + php
                + (parts.fronted() ? ", behind nginx" : "");
    }

    private static String apache(Mpm mpm) {
        return switch (mpm) {
            case PREFORK -> "Apache with a process for every visitor";
            case ITK -> "Apache with a process for every visitor, under the site's own user";
            case WORKER -> "Apache with a thread for every visitor";
            case EVENT -> "Apache with threads that look after many visitors each";
        };
    }
}
