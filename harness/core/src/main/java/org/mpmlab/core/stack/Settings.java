package org.mpmlab.core.stack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Values of settings; each is a value of its setting, though together they may still break a {@link SettingRules rule}. */
public final class Settings {
    public static final Settings NONE = new Settings(new EnumMap<>(Setting.class));

    private final EnumMap<Setting, String> values;

    private Settings(EnumMap<Setting, String> values) {
        this.values = values;
    }

    /**
     * Reads settings by their own names.
     *
     * @throws IllegalArgumentException for a name or a value that is none
     */
    @JsonCreator
    public static Settings of(Map<String, ?> byDirective) {
        EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
        byDirective.forEach((directive, value) -> {
            Setting setting = Setting.named(directive)
                    .orElseThrow(() -> new IllegalArgumentException("'" + directive + "' is no setting"));
            values.put(setting, setting.canonical(String.valueOf(value)));
        });
        return new Settings(values);
    }

    public Settings with(Setting setting, long value) {
        return with(setting, Long.toString(value));
    }

    public Settings with(Setting setting, String value) {
        EnumMap<Setting, String> changed = new EnumMap<>(values);
        changed.put(setting, setting.canonical(value));
        return new Settings(changed);
    }

    /** These settings, overridden by the others. */
    public Settings overriddenBy(Settings others) {
        EnumMap<Setting, String> changed = new EnumMap<>(values);
        changed.putAll(others.values);
        return new Settings(changed);
    }

    public Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The value of a count or a time in seconds. */
    public OptionalLong number(Setting setting) {
        String value = values.get(setting);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    public long number(Setting setting, long otherwise) {
        return number(setting).orElse(otherwise);
    }

    public Map<Setting, String> values() {
        return new EnumMap<>(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    @JsonValue
    Map<String, String> byDirective() {
        Map<String, String> named = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((setting, value) -> named.put(setting.directive(), value));
        return named;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return byDirective().toString();
    }
}
