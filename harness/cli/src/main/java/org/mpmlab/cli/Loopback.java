package org.mpmlab.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is on this machine and what is not, told by the address alone: no name is looked up. */
final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)]?");
    private static final Set<String> REMOTE_SCHEMES = Set.of("tcp", "ssh", "http", "https");

    private Loopback() {}

    /** Whether a host is {@code localhost} or a loopback address in figures. */
    static boolean is(String host) {
        if (host == null) {
            return false;
        }
        if (host.equalsIgnoreCase("localhost") || IPV4.matcher(host).matches()) {
            return true;
        }
        var literal = IPV6.matcher(host);
        try {
            return literal.matches() && InetAddress.getByName(literal.group(1)).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /**
     * Load goes to this machine, or where its user says that it may.
     *
     * @param consent whether {@code --remote} was said
     * @param what the address is of
     * @throws UsageException for another machine without consent
     */
    static void require(boolean consent, String what, URI address) {
        if (!consent && !is(address.getHost())) {
            throw new UsageException(
                    what + " is not on this machine. Load someone else's server only if you may: then say --remote.");
        }
    }

    /** The host on which this {@code DOCKER_HOST} finds its Engine, when that is another machine. */
    static Optional<String> otherMachine(String dockerHost) {
        if (dockerHost == null || dockerHost.isBlank()) {
            return Optional.empty();
        }
        try {
            URI engine = URI.create(dockerHost.strip());
            String scheme = String.valueOf(engine.getScheme()).toLowerCase(Locale.ROOT);
            if (!REMOTE_SCHEMES.contains(scheme) || is(engine.getHost())) {
                return Optional.empty();
            }
            return Optional.of(engine.getHost() == null ? dockerHost : engine.getHost());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
