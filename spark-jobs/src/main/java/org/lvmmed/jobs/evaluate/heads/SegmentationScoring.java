package org.lvmmed.jobs.evaluate.heads;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.evaluate.samples.MaskPng;
import org.lvmmed.jobs.evaluate.samples.SampleStore;
import org.lvmmed.jobs.evaluate.samples.StoredSample;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome.CaseScore;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome.MaskExample;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.metrics.SegmentationMetrics;

/**
 * Tests a segmentation head, case by case: the slices of a volume are predicted one by one and
 * measured as one stack.
 */
record SegmentationScoring(HeadUnit unit, SampleStore store, Segmenter head, Clock clock) {

  private static final int WORST = 4;
  private static final int SHOWN_SIDE = 192;

  /** A case's number, and how it looks where it is worst. */
  private record Scored(CaseScore score, MaskExample example) {}

  /** A slice as it was predicted; where nothing is known or to be seen both are background. */
  private record Slice(TaskSample sample, ByteMask truth, ByteMask predicted) {

    int wrong() {
      int wrong = 0;
      for (int i = 0; i < truth.classes().length; i++) {
        wrong += truth.classes()[i] == predicted.classes()[i] ? 0 : 1;
      }
      return wrong;
    }
  }

  SegmentationOutcome score(String dataset, List<StoredSample> test) {
    Groups groups = new Groups();
    List<Scored> scored = new ArrayList<>();
    for (List<StoredSample> images : cases(test)) {
      scored.add(score(images, groups.of(images.get(0).patient())));
    }
    return new SegmentationOutcome(
        dataset,
        unit.task().classes(),
        scored.stream().map(Scored::score).toList(),
        examples(scored),
        clock.seconds());
  }

  /** Images of a series make one case if they are of one size. */
  private static List<List<StoredSample>> cases(List<StoredSample> test) {
    Map<String, List<StoredSample>> cases = new LinkedHashMap<>();
    for (StoredSample sample : test) {
      String key = sample.caseId() + " " + sample.height() + " " + sample.width();
      cases.computeIfAbsent(key, k -> new ArrayList<>()).add(sample);
    }
    return List.copyOf(cases.values());
  }

  private Scored score(List<StoredSample> images, int group) {
    StoredSample first = images.get(0);
    int area = first.height() * first.width();
    byte[] truth = new byte[Math.multiplyExact(images.size(), area)];
    byte[] predicted = new byte[truth.length];
    Slice worst = null;
    for (int i = 0; i < images.size(); i++) {
      Slice slice = predict(images.get(i));
      System.arraycopy(slice.truth().classes(), 0, truth, i * area, area);
      System.arraycopy(slice.predicted().classes(), 0, predicted, i * area, area);
      worst = worst == null || slice.wrong() > worst.wrong() ? slice : worst;
    }
    int[] extents = {images.size(), first.height(), first.width()};
    int classes = unit.task().classes().size() + 1;
    SegmentationMetrics metrics =
        SegmentationMetrics.of(extents, truth, predicted, spacing(first.spacing()), classes);
    CaseScore score =
        new CaseScore(
            first.caseId(),
            group,
            images.size(),
            metrics.dice(),
            metrics.iou(),
            metrics.hd95(),
            metrics.perClass().stream()
                .mapToDouble(SegmentationMetrics.ClassOverlap::dice)
                .toArray());
    return new Scored(score, example(Objects.requireNonNull(worst), metrics.dice()));
  }

  private Slice predict(StoredSample stored) {
    TaskSample sample = store.read(stored);
    ByteMask truth = Objects.requireNonNull(sample.mask());
    requireClasses(stored, truth);
    ByteMask found = head.predict(sample.image());
    return new Slice(sample, seen(truth, truth, sample.fov()), seen(found, truth, sample.fov()));
  }

  private void requireClasses(StoredSample stored, ByteMask truth) {
    for (byte type : truth.classes()) {
      if (type != ByteMask.IGNORED && (type & 0xff) > unit.task().classes().size()) {
        throw new IllegalStateException(
            "class %d of a mask in %s is not among those of %s: evaluate.transfer is for datasets of the same classes"
                .formatted(type & 0xff, stored.dataset(), unit.dataset()));
      }
    }
  }

  private static ByteMask seen(ByteMask mask, ByteMask truth, @Nullable ByteMask fov) {
    byte[] classes = mask.classes().clone();
    for (int i = 0; i < classes.length; i++) {
      boolean hidden = fov != null && fov.classes()[i] == 0;
      classes[i] = hidden || truth.classes()[i] == ByteMask.IGNORED ? 0 : classes[i];
    }
    return new ByteMask(mask.height(), mask.width(), classes);
  }

  /** From row, column, slice, as far as known, to depth, height, width; unknown is 1. */
  private static double[] spacing(double[] known) {
    return new double[] {at(known, 2), at(known, 0), at(known, 1)};
  }

  private static double at(double[] known, int index) {
    return index < known.length && known[index] > 0 && Double.isFinite(known[index])
        ? known[index]
        : 1;
  }

  private static MaskExample example(Slice slice, double dice) {
    return new MaskExample(
        slice.sample().id(),
        dice,
        MaskPng.encode(shown(slice.truth())),
        MaskPng.encode(shown(slice.predicted())));
  }

  private static ByteMask shown(ByteMask mask) {
    double scale = Math.min(1, SHOWN_SIDE / (double) Math.max(mask.height(), mask.width()));
    int height = Math.max(1, (int) Math.round(mask.height() * scale));
    int width = Math.max(1, (int) Math.round(mask.width() * scale));
    return MaskPng.resize(mask, height, width);
  }

  /** The worst, one from the middle and the best. */
  private static List<MaskExample> examples(List<Scored> scored) {
    List<MaskExample> ascending =
        scored.stream()
            .map(Scored::example)
            .sorted(Comparator.comparingDouble(MaskExample::dice))
            .toList();
    int size = ascending.size();
    if (size <= WORST + 2) {
      return ascending;
    }
    List<MaskExample> chosen = new ArrayList<>(ascending.subList(0, WORST));
    chosen.add(ascending.get((WORST + size) / 2));
    chosen.add(ascending.get(size - 1));
    return chosen;
  }
}
