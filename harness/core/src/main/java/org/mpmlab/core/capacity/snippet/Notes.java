package org.mpmlab.core.capacity.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;

/** What to know before a stack is applied, because neither text nor command can see to it. */
record Notes(Composition stack, Set<Need> needs) {

    /** Whether Apache itself must speak HTTP/2 to clients. */
    boolean http2OfApache() {
        return needs.contains(Need.HTTP2) && !stack.fronted();
    }

    /** Those that hold on every platform. */
    List<String> everywhere() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Restart, do not reload: a graceful restart ignores ServerLimit and ThreadLimit (AH00501, AH00506), and "
                        + "a changed MPM ends httpd (AH00534).");
        if (stack.php() == PhpMode.FPM) {
            notes.add(
                    "pm.max_children is for the whole box: where each domain has a pool of its own, divide it among them. "
                            + "Entered for each, it would be multiplied by their number.");
        }
        if (needs.contains(Need.USER_ISOLATION)) {
            isolation(notes);
        }
        if (needs.contains(Need.HTTP2)) {
            notes.add("Browsers speak HTTP/2 only over TLS: each site needs a certificate.");
            if (stack.fronted()) {
                notes.add(
                        "nginx in front speaks HTTP/2: \"http2 on;\" belongs into its server blocks (nginx 1.25.1 and "
                                + "newer; before: \"listen 443 ssl http2;\").");
            }
        }
        return notes;
    }

    private void isolation(List<String> notes) {
        if (stack.mpm().orElseThrow() == Mpm.ITK) {
            notes.add(
                    "Each <VirtualHost> needs its own AssignUserID with the site's user and group, or every site runs as "
                            + "one user.");
        }
        if (stack.php() == PhpMode.FPM) {
            notes.add(
                    "Each site needs a pool of its own, with its user, its group and a socket that only its <VirtualHost> "
                            + "sends .php to, or every site's PHP runs as one user. Divide pm.max_children among the pools.");
        }
    }

    /** Without ITK the same settings run all PHP as one user, which must not happen without a word. */
    List<String> withoutItk(String panel) {
        return stack.mpm().orElseThrow() == Mpm.ITK
                ? List.of(
                        panel + " offers no ITK: these settings alone run every site's PHP as one user. Take the next "
                                + "best stack, such as PHP-FPM with a pool for each user.")
                : List.of();
    }

    /**
     * A panel writes handlers into each site's section, which these texts can't override.
     *
     * @param where in the panel
     */
    List<String> panelMapsPhp(String where) {
        return stack.php().processPerRequest()
                ? List.of("The panel itself maps .php: choose its handler for "
                        + stack.php().title() + " in " + where
                        + ", or PHP keeps running as it does now, with nothing planned for it.")
                : List.of();
    }
}
