package org.mpmlab.core.capacity.model;

/** What every cost must keep to. */
final class Costs {
    private Costs() {}

    static void check(String name, Estimated cost) {
        if (!cost.isCost()) {
            throw new IllegalArgumentException(name + " is a cost and can't be below zero, but its low end is "
                    + cost.low() + "; cut the interval off at zero");
        }
    }

    static void checkPositive(String name, Estimated cost) {
        if (cost.low() <= 0) {
            throw new IllegalArgumentException(name + " must be above zero, but its low end is " + cost.low()
                    + "; measure longer, or cut the interval off at the clock's resolution");
        }
    }
}
