package org.lvmmed.jobs.similarity;

/**
 * What the similarity job did.
 *
 * @param images images compared
 * @param neighbours rows written
 * @param unchanged whether an earlier run's result was found to be up to date and kept
 */
public record SimilarityResult(long images, long neighbours, boolean unchanged) {}
