package org.mpmlab.core.stats;

import java.util.List;
import java.util.OptionalInt;

/**
 * When the evidence may be looked at, and at which level, so that looking several times does not lie more often than
 * the whole is allowed to. Every look uses the same level (Pocock, Biometrika 64, 1977, for equally spaced looks; here
 * the level was found by simulation for these). In between, the verdict is that of the last look that was reached, on
 * the blocks that it had: a verdict that moved with every block would be a look after every block, which is wrong 19 %
 * of the time.
 *
 * @param blocks after how many counted blocks, ascending
 * @param oneSided the level at each look, of one end of the interval
 */
public record Looks(List<Integer> blocks, double oneSided) {
    /** Four looks that together are wrong in one given direction in less than 5 % of all experiments. */
    public static final Looks STANDARD = new Looks(List.of(8, 12, 18, 30), 0.018);

    public Looks {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() || !(oneSided > 0 && oneSided < 0.5)) {
            throw new IllegalArgumentException(
                    "looks need a number of blocks and a level between 0 and 0.5, not " + blocks + " and " + oneSided);
        }
        // Half of the level is what each side has where both are watched.
        int least = SignedRank.leastBlocks(oneSided / 2);
        int before = least - 1;
        for (int look : blocks) {
            if (look <= before) {
                throw new IllegalArgumentException("looks at level " + oneSided + " come after " + least
                        + " blocks or more, ascending, not " + blocks);
            }
            before = look;
        }
    }

    /** The blocks of the last look that so many counted blocks have reached; empty before the first. */
    public OptionalInt reached(int counted) {
        return blocks.stream()
                .mapToInt(Integer::intValue)
                .filter(look -> look <= counted)
                .max();
    }

    /** The blocks of the look that comes next; empty when it is over. */
    public OptionalInt next(int counted) {
        return blocks.stream()
                .mapToInt(Integer::intValue)
                .filter(look -> look > counted)
                .min();
    }

    /** Which look so many counted blocks have reached, from 1; 0 before the first. */
    public int number(int counted) {
        return (int) blocks.stream().filter(look -> look <= counted).count();
    }

    /** The blocks of the last look of all. */
    public int most() {
        return blocks.get(blocks.size() - 1);
    }

    /** Whether the last look was reached, so that more blocks can't change the verdict. */
    public boolean over(int counted) {
        return counted >= most();
    }
}
