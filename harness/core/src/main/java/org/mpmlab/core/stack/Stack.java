package org.mpmlab.core.stack;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One arm that can be measured: servers that the lab starts, or an address where something runs already.
 *
 * @param name unique within a scenario; a plain stack is named as its composition
 * @param composition what the lab starts; empty for an address
 * @param settings on top of the composition's {@link Defaults}
 * @param extra configuration of the user's own, included after everything else
 * @param image the container image instead of the lab's own; it must be laid out like it
 * @param address what is measured instead of servers of the lab's own; the lab then sees no memory and no scoreboard
 */
public record Stack(
        String name,
        Optional<Composition> composition,
        Settings settings,
        List<ExtraConfiguration> extra,
        Optional<String> image,
        Optional<URI> address) {

    /**
     * A configuration file of the user's own.
     *
     * @param place the server it is for
     * @param name its file name, for messages
     * @param text its content
     */
    public record ExtraConfiguration(Place place, String name, String text) {
        /** Which server reads it. */
        public enum Place {
            HTTPD,
            NGINX,
            FPM,
            /** PHP itself, however it is run: an ini file. */
            PHP
        }
    }

    public Stack {
        Objects.requireNonNull(settings, "settings");
        extra = List.copyOf(extra);
        if (composition.isPresent() == address.isPresent()) {
            throw new IllegalArgumentException("stack " + name + " needs either a composition or an address");
        }
    }

    /** A composition as it is, with the lab's defaults. */
    public static Stack of(Composition composition) {
        return new Stack(
                composition.name(),
                Optional.of(composition),
                Settings.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Its parts, where its settings say how they are configured: no file and no image of its own says otherwise. */
    public Optional<Composition> partsAsSet() {
        return composition.filter(parts -> extra.isEmpty() && image.isEmpty());
    }

    /** The same under another name. */
    public Stack named(String name) {
        return new Stack(name, composition, settings, extra, image, address);
    }

    /** With one more configuration file, read after the others. */
    public Stack with(ExtraConfiguration more) {
        List<ExtraConfiguration> all = new ArrayList<>(extra);
        all.add(more);
        return new Stack(name, composition, settings, all, image, address);
    }

    public Stack withSettings(Settings settings) {
        return new Stack(name, composition, settings, extra, image, address);
    }
}
