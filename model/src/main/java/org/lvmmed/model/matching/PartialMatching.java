package org.lvmmed.model.matching;

/**
 * What was found for a {@link SparseProblem}.
 *
 * @param cost the total that was reached, exact for {@code columns}
 * @param columns column of each row, −1 where it stays unassigned
 * @param starts how many starts were made
 * @param ending why the search stopped
 */
public record PartialMatching(double cost, int[] columns, int starts, Matching.Ending ending) {}
