package org.lvmmed.model.objective;

/**
 * A measurement of an objective, once a round.
 *
 * @param key its name in metrics.jsonl and in {@link ObjectiveResult#curves}
 * @param title above its chart in the report
 * @param note beneath it: what it is, and how it moves where training is healthy
 */
public record Curve(String key, String title, String note) {}
