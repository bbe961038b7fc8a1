package org.mpmlab.core.scenario;

/** One of several values that a load's entry stands for, and what it adds to the load's name; empty for an only one. */
record Choice<T>(String suffix, T value) {}
