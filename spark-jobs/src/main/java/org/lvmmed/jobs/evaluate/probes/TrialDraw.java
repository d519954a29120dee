package org.lvmmed.jobs.evaluate.probes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lvmmed.model.view.Draws;

/**
 * Which training and validation rows a trial uses: a share of the patients of each class, without
 * replacement. k-NN and linear probes of fixed features on a fixed split have no chance in them;
 * this is the variation that the standard deviation over trials speaks of. A patient counts to the
 * class of his first image.
 *
 * @param seed of the run
 * @param fraction share of the patients
 */
record TrialDraw(long seed, double fraction) {

  /**
   * The rows of the trial, in their order.
   *
   * @param rows training and validation rows in a fixed order
   */
  List<FeatureRow> draw(List<FeatureRow> rows, String dataset, int trial) {
    Set<String> drawn = new HashSet<>();
    for (List<String> patients : patientsByLabel(rows).values()) {
      patients.sort(
          Comparator.comparingLong((String p) -> order(dataset, trial, p)).thenComparing(p -> p));
      drawn.addAll(patients.subList(0, (int) Math.ceil(fraction * patients.size())));
    }
    return rows.stream().filter(row -> drawn.contains(row.patient())).toList();
  }

  private long order(String dataset, int trial, String patient) {
    return Draws.hash(seed, Draws.key("trial"), trial, Draws.key(dataset), Draws.key(patient));
  }

  private static Map<String, List<String>> patientsByLabel(List<FeatureRow> rows) {
    Map<String, List<String>> patients = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (FeatureRow row : rows) {
      if (seen.add(row.patient())) {
        patients.computeIfAbsent(row.label(), label -> new ArrayList<>()).add(row.patient());
      }
    }
    return patients;
  }
}
