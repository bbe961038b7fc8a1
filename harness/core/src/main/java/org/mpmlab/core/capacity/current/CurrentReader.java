package org.mpmlab.core.capacity.current;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;

/**
 * Reads fragments of httpd's configuration, with sections, and pools of PHP-FPM, from the first line such as
 * {@code [www]} on. A later value overrides an earlier one, as in both programs. Not for sharing between threads.
 */
public final class CurrentReader {
    /** Names that httpd has kept from before 2.4. */
    private static final Map<String, Setting> OLD_NAMES =
            Map.of("maxclients", Setting.MAX_REQUEST_WORKERS, "maxrequestsperchild", Setting.MAX_CONNECTIONS_PER_CHILD);

    /** Sections that are read as the server reads them, or that hold whatever they say. */
    private static final Set<String> TRANSPARENT = Set.of("ifdefine", "ifversion", "ifmodule", "ifdirective", "iffile");

    /** A time with its unit, as httpd reads it. */
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|mi|min|h)");

    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "s", 1000, "mi", 60_000, "min", 60_000, "h", 3_600_000);

    /** PHP-FPM's own units. */
    private static final Pattern POOL_TIME = Pattern.compile("([0-9]{1,9})([smhd])");

    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);

    private record Section(String name, int line, Optional<String> skipped) {}

    private final Composition stack;
    private final String source;
    private final Deque<Section> sections = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<CurrentSettings.Ignored> ignored = new ArrayList<>();
    private final Map<Mpm, Integer> named = new EnumMap<>(Mpm.class);
    private boolean loaded;
    private Settings settings = Settings.NONE;
    private Optional<String> pool = Optional.empty();
    private Optional<String> firstPool = Optional.empty();

    private CurrentReader(Composition stack, String source) {
        this.stack = stack;
        this.source = source;
    }

    /**
     * Reads one text for the stack that it is for: that with the MPM which it names, in a LoadModule line or as the only one
     * that it has a block for; of a text that names none, that of whose settings it has most.
     *
     * @param stacks that it may be for; where it does not tell, the first of them
     * @param source the file as the user named it, for messages
     * @throws InvalidConfiguration with everything that is wrong, by line; or that it is for none of the stacks
     */
    public static CurrentSettings read(List<Composition> stacks, String source, String text) {
        Map<Mpm, Integer> named = reader(stacks.get(0), source, text).named;
        List<Composition> meant = named.isEmpty()
                ? stacks
                : stacks.stream()
                        .filter(stack -> named.keySet().stream().anyMatch(mpm -> Modules.has(stack, mpm)))
                        .toList();
        if (meant.isEmpty()) {
            throw new InvalidConfiguration(named.entrySet().stream()
                    .map(mpm -> new Problem(
                            source,
                            mpm.getValue(),
                            1,
                            "these settings are for " + mpm.getKey().word() + ", of which nothing was measured",
                            Optional.of("settings for "
                                    + stacks.stream().map(Composition::name).collect(Collectors.joining(", "))
                                    + ", or a run that measured that MPM too"),
                            Optional.empty()))
                    .toList());
        }
        if (named.size() > 1) {
            return read(meant.get(0), source, text);
        }
        return meant.stream()
                .map(stack -> read(stack, source, text))
                .reduce((one, other) -> one.settings().values().size()
                                < other.settings().values().size()
                        ? other
                        : one)
                .orElseThrow();
    }

    /**
     * Reads one text.
     *
     * @param stack that the settings are for: of several MPMs' blocks its own counts
     * @param source the file as the user named it, for messages
     * @throws InvalidConfiguration with everything that is wrong, by line
     */
    public static CurrentSettings read(Composition stack, String source, String text) {
        CurrentReader reader = reader(stack, source, text);
        return new CurrentSettings(
                stack,
                reader.settings,
                reader.ignored,
                SettingRules.check(stack, Defaults.effective(stack, Defaults.inProduction(stack, reader.settings))));
    }

    private static CurrentReader reader(Composition stack, String source, String text) {
        CurrentReader reader = new CurrentReader(stack, source);
        reader.lines(text);
        if (!reader.problems.isEmpty()) {
            throw new InvalidConfiguration(reader.problems);
        }
        return reader;
    }

    private void lines(String text) {
        String[] lines = text.split("\\R", -1);
        StringBuilder joined = new StringBuilder();
        int first = 0;
        for (int i = 0; i < lines.length; i++) {
            if (joined.length() == 0) {
                first = i + 1;
            }
            boolean continued = lines[i].endsWith("\\") && pool.isEmpty();
            joined.append(continued ? lines[i].substring(0, lines[i].length() - 1) : lines[i]);
            if (!continued) {
                line(joined.toString().strip(), first);
                joined.setLength(0);
            } else {
                joined.append(' ');
            }
        }
        if (joined.length() > 0) {
            line(joined.toString().strip(), first);
        }
        sections.forEach(open ->
                problem(open.line(), "<" + open.name() + "> is never closed", "</" + open.name() + "> after it"));
    }

    private void line(String line, int number) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            pool = Optional.of(line.substring(1, line.length() - 1).strip());
        } else if (pool.isPresent()) {
            ofPool(line, number);
        } else if (line.startsWith("</")) {
            close(line, number);
        } else if (line.startsWith("<")) {
            open(line, number);
        } else {
            directive(line, number);
        }
    }

    private void open(String line, int number) {
        String inner = line.replaceFirst("^<", "").replaceFirst(">$", "").strip();
        String name = inner.split("\\s+", 2)[0];
        String argument = inner.substring(name.length()).strip();
        if (!line.endsWith(">")) {
            problem(number, "'" + line + "' has no '>' at its end", line + ">");
        }
        Optional<String> skipped =
                sections.isEmpty() ? Optional.empty() : sections.peek().skipped();
        if (skipped.isEmpty() && !TRANSPARENT.contains(name.toLowerCase(Locale.ROOT))) {
            skipped = Optional.of("within <" + name + ">, so not of the whole server");
        }
        if (name.equalsIgnoreCase("IfModule") && !loaded) {
            Modules.mpm(argument).ifPresent(mpm -> named.putIfAbsent(mpm, number));
        }
        if (skipped.isEmpty() && name.equalsIgnoreCase("IfModule")) {
            skipped = Modules.absent(stack, argument).map(module -> stack + " has no " + module);
        }
        sections.push(new Section(name, number, skipped));
    }

    private void close(String line, int number) {
        String name = line.replaceFirst("^</", "").replaceFirst(">$", "").strip();
        if (sections.isEmpty()) {
            problem(number, "'" + line + "' closes nothing", "a section that was opened before");
        } else if (!sections.peek().name().equalsIgnoreCase(name)) {
            problem(
                    number,
                    "'" + line + "' does not close <" + sections.peek().name() + "> of line "
                            + sections.peek().line(),
                    "</" + sections.peek().name() + ">");
            sections.pop();
        } else {
            sections.pop();
        }
    }

    private void directive(String line, int number) {
        String[] words = line.split("\\s+", 2);
        if (words[0].equalsIgnoreCase("LoadModule")
                && words.length > 1
                && loads(words[1].split("\\s+", 2)[0], number)) {
            return;
        }
        Optional<Setting> setting =
                Setting.named(words[0]).or(() -> Optional.ofNullable(OLD_NAMES.get(words[0].toLowerCase(Locale.ROOT))));
        Optional<String> skipped =
                sections.isEmpty() ? Optional.empty() : sections.peek().skipped();
        if (setting.isEmpty() || isPhp(setting.get())) {
            ignore(number, words[0], "no setting of httpd's that mpmlab knows" + nearest(words[0], false));
        } else if (skipped.isPresent()) {
            ignore(number, words[0], skipped.get());
        } else if (!belongs(setting.get())) {
            ignore(number, words[0], "not for " + stack);
        } else if (words.length < 2) {
            problem(number, words[0] + " has no value", words[0] + " and a value");
        } else {
            set(setting.get(), words[1].replaceAll("^\"|\"$", ""), number);
        }
    }

    /** Whether it is an MPM's: the one that runs, whatever there are blocks for. */
    private boolean loads(String module, int number) {
        Optional<Mpm> mpm = Modules.mpm(module);
        mpm.ifPresent(runs -> {
            if (!loaded) {
                named.clear();
                loaded = true;
            }
            named.putIfAbsent(runs, number);
        });
        return mpm.isPresent();
    }

    private void ofPool(String line, int number) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            problem(number, "'" + line + "' is no line of a pool", "directive = value");
            return;
        }
        String name = line.substring(0, equals).strip();
        String value =
                line.substring(equals + 1).replaceFirst(";.*", "").strip().replaceAll("^[\"']|[\"']$", "");
        Optional<Setting> setting = Setting.named(name).filter(CurrentReader::isPhp);
        if (pool.filter("global"::equals).isPresent() || setting.isEmpty()) {
            ignore(number, name, "no setting of a pool that mpmlab knows" + nearest(name, true));
            return;
        }
        firstPool = firstPool.or(() -> pool);
        if (!firstPool.equals(pool)) {
            ignore(number, name, "of pool " + pool.get() + "; only the first, " + firstPool.get() + ", is read");
        } else if (!belongs(setting.get())) {
            ignore(number, name, stack + " has no PHP-FPM");
        } else if (setting.get() == Setting.FPM_LISTEN_BACKLOG && value.equals("-1")) {
            ignore(number, name, "-1 leaves it to PHP-FPM");
        } else {
            set(setting.get(), value, number);
        }
    }

    private void set(Setting setting, String value, int number) {
        String read = value;
        if (setting == Setting.ASYNC_REQUEST_WORKER_FACTOR && value.matches("[1-9][0-9]*\\.[0-9]+")) {
            read = value.substring(0, value.indexOf('.'));
            ignore(number, setting.directive(), "the fraction of " + value + ", as httpd does: it acts as " + read);
        }
        Matcher time = TIME.matcher(value);
        Matcher poolTime = POOL_TIME.matcher(value);
        if (setting == Setting.PM_PROCESS_IDLE_TIMEOUT && poolTime.matches()) {
            read = Long.toString(Long.parseLong(poolTime.group(1)) * SECONDS.get(poolTime.group(2)));
        } else if (setting.place() == Setting.Place.SERVER && time.matches()) {
            long millis = Long.parseLong(time.group(1)) * MILLIS.get(time.group(2));
            long seconds = (millis + 999) / 1000;
            if (millis % 1000 != 0) {
                ignore(
                        number,
                        setting.directive(),
                        "less than a second of " + value + ": it is taken as " + seconds + "s");
            }
            read = Long.toString(seconds);
        }
        try {
            settings = settings.with(setting, read);
        } catch (IllegalArgumentException notAValue) {
            problems.add(new Problem(source, number, 1, notAValue.getMessage(), Optional.empty(), Optional.empty()));
        }
    }

    private boolean belongs(Setting setting) {
        return Defaults.places(stack).contains(setting.place())
                && (setting.place() != Setting.Place.MPM
                        || Setting.ofMpm(stack.mpm().orElse(Mpm.PREFORK)).contains(setting));
    }

    private static boolean isPhp(Setting setting) {
        return setting.place() == Setting.Place.FPM;
    }

    private static String nearest(String word, boolean ofPool) {
        List<String> known = Stream.of(Setting.values())
                .filter(setting -> isPhp(setting) == ofPool && setting.place() != Setting.Place.NGINX)
                .map(Setting::directive)
                .toList();
        return Nearest.to(word, known).map(near -> " (is " + near + " meant?)").orElse("");
    }

    private void ignore(int number, String directive, String reason) {
        ignored.add(new CurrentSettings.Ignored(source, number, directive, reason));
    }

    private void problem(int number, String what, String allowed) {
        problems.add(new Problem(source, number, 1, what, Optional.of(allowed), Optional.empty()));
    }
}
