package org.mpmlab.core.capacity.recommend;

/**
 * Why a setting has its value.
 *
 * @param directive as the program names it
 * @param value as it is written
 * @param reason a sentence
 */
public record SettingReason(String directive, String value, String reason) {}
