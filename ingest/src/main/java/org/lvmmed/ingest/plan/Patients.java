package org.lvmmed.ingest.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Annotation;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.PatientRule;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;

/** The patients of one dataset, and the draw of splits among them. */
final class Patients {
  private final DatasetListing dataset;
  private final Identity identity;
  private final Map<String, Integer> draws = new LinkedHashMap<>();
  private boolean anyKnown;

  Patients(DatasetListing dataset, Identity identity) {
    this.dataset = dataset;
    this.identity = identity;
  }

  /** Whether at least one file's patient was known. */
  boolean anyKnown() {
    return anyKnown;
  }

  /** The keyed patient of a file; the file itself where no patient is known. */
  String of(String path, @Nullable Annotation row, Probe.@Nullable HeaderFacts facts) {
    PatientRule rule = dataset.conf().patient();
    String named = row != null && rule.usesColumn() ? row.patient() : null;
    if (named == null) {
      named = rule.ofPath(path).orElse(null);
    }
    if (named != null) {
      return known(identity.patient(dataset.name(), named), Draw.of(dataset.name(), named));
    }
    if (rule.usesHeader() && facts != null && facts.patient() != null) {
      return known(facts.patient(), facts.draw());
    }
    String own = identity.patientOfFile(dataset.name(), path);
    draws.putIfAbsent(own, Draw.of(dataset.name(), path));
    return own;
  }

  private String known(String patient, int draw) {
    anyKnown = true;
    draws.putIfAbsent(patient, draw);
    return patient;
  }

  /**
   * Draws a share of patients for a split: those with the smallest numbers, at least one of two or
   * more.
   */
  void draw(Map<String, Split> splits, Split from, Split to, double share) {
    List<String> candidates = new ArrayList<>();
    for (String patient : draws.keySet()) {
      if (splits.get(patient) == from) {
        candidates.add(patient);
      }
    }
    candidates.sort(Comparator.comparingInt(draws::get));
    long count = Math.round(share * candidates.size());
    if (share > 0 && candidates.size() > 1) {
      count = Math.max(1, Math.min(count, candidates.size() - 1));
    }
    candidates.stream().limit(count).forEach(patient -> splits.put(patient, to));
  }
}
