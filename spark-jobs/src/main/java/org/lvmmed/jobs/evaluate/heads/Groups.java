package org.lvmmed.jobs.evaluate.heads;

import java.util.HashMap;
import java.util.Map;

/** Numbers patients in the order in which they are first seen. */
final class Groups {

  private final Map<String, Integer> numbers = new HashMap<>();

  int of(String patient) {
    return numbers.computeIfAbsent(patient, p -> numbers.size());
  }
}
