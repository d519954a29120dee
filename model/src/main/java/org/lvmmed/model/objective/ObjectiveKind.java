package org.lvmmed.model.objective;

import java.util.List;
import java.util.Map;

/**
 * A method of self-supervision. Found by {@link java.util.ServiceLoader}: another one is a file or
 * a package of its own, a line in {@code META-INF/services} and a section of the base recipe.
 */
public interface ObjectiveKind {

  /** What {@code objective.kind} calls it, and its section of {@code objective}. */
  String name();

  /**
   * A record, whose components are the keys of the method's own section by name: {@code graphSize}
   * is {@code graph-size}. Components are numbers, flags, enums and records of such, which are
   * sections of their own. The record refuses what is out of range.
   */
  Class<? extends ObjectiveSettings> settings();

  /**
   * The curves that show its users whether training is healthy, beside every objective's.
   *
   * @param settings of the run, by their keys in recipes
   */
  List<Curve> curves(Map<String, String> settings);
}
