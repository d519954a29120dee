package org.lvmmed.jobs.pretrain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

class EpochPlannerTest {

  /** Images of a row group. */
  private static final int GROUP = 20;

  /** Images in pairs, 0–1, 2–3 …, each the other's only prior neighbour. */
  private static TrainingIndex pairs(int n) {
    return index(
        IntStream.range(0, n).map(i -> i / 10).toArray(),
        new int[n],
        IntStream.range(0, n).mapToObj(i -> new int[] {i ^ 1}).toArray(int[][]::new));
  }

  private static TrainingIndex index(int[] series, int[] modality, int[][] neighbours) {
    int n = series.length;
    PriorNeighbours prior =
        new PriorNeighbours(n, Arrays.stream(neighbours).mapToInt(of -> of.length).max().orElse(0));
    for (int i = 0; i < n; i++) {
      for (int place = 0; place < neighbours[i].length; place++) {
        prior.set(i, place, neighbours[i][place], 0.5f);
      }
    }
    return new TrainingIndex(
        ids(n),
        List.of("part"),
        new int[n],
        new int[n],
        IntStream.range(0, n).map(i -> i / GROUP).toArray(),
        series,
        modality,
        prior);
  }

  private static ImageIds ids(int n) {
    return ImageIds.of(
        IntStream.range(0, n)
            .mapToObj(i -> "%064x".formatted(i * 7919L))
            .map(id -> id.substring(48) + id.substring(0, 48))
            .toList());
  }

  private static EpochPlanner planner(TrainingIndex index, int size, double prior, int slices) {
    return new EpochPlanner(index, settings(prior, slices, 0, 0), PlanNeeds.graphs(size), 1);
  }

  /** Of two workers, batches of 64 and rounds of 10 steps. */
  private static PretrainSettings settings(
      double priorShare, int slicesPerSeries, double minorityShare, int shuffleWindow) {
    return new PretrainSettings(
        2,
        64,
        10,
        PretrainSettings.Outer.plain(),
        1,
        1e-3,
        PretrainSettings.Schedule.COSINE,
        0,
        priorShare,
        slicesPerSeries,
        minorityShare,
        shuffleWindow,
        64,
        1 << 20,
        0,
        1,
        1,
        0,
        1,
        0);
  }

  private static int[] flat(List<PlannedGraph> graphs) {
    return graphs.stream().flatMapToInt(g -> Arrays.stream(g.images())).toArray();
  }

  @Test
  void everyImageIsTrainedOnOncePerEpoch() {
    for (double share : new double[] {0, 0.25, 0.5, 0.9}) {
      List<PlannedGraph> graphs = planner(pairs(100), 16, share, 0).graphs(3);

      assertThat(flat(graphs)).hasSize(100).doesNotHaveDuplicates();
      assertThat(graphs).allSatisfy(g -> assertThat(g.size()).isGreaterThanOrEqualTo(4));
    }
  }

  @Test
  void epochsDifferAndTheSameEpochIsTheSame() {
    EpochPlanner planner = planner(pairs(64), 16, 0.25, 0);

    assertThat(flat(planner.graphs(0))).isEqualTo(flat(planner.graphs(0)));
    assertThat(flat(planner.graphs(0))).isNotEqualTo(flat(planner.graphs(1)));
  }

  @Test
  void theWantedShareOfNodesIsPriorNeighboursOfOthersInTheGraph() {
    List<PlannedGraph> none = planner(pairs(256), 16, 0, 0).graphs(0);
    List<PlannedGraph> half = planner(pairs(256), 16, 0.5, 0).graphs(0);

    assertThat(togetherInGraph(none)).isLessThan(60);
    assertThat(togetherInGraph(half)).isEqualTo(256);
  }

  private static int togetherInGraph(List<PlannedGraph> graphs) {
    int together = 0;
    for (PlannedGraph g : graphs) {
      for (int node : g.images()) {
        together += Arrays.stream(g.images()).anyMatch(other -> other == (node ^ 1)) ? 1 : 0;
      }
    }
    return together;
  }

  @Test
  void graphsAreOfEqualSizeGiveOrTakeOneImage() {
    assertThat(planner(pairs(36), 16, 0, 0).graphs(0))
        .extracting(PlannedGraph::size)
        .containsExactly(18, 18);
    assertThat(planner(pairs(101), 16, 0, 0).graphs(0))
        .extracting(PlannedGraph::size)
        .containsOnly(16, 17);
    assertThat(planner(pairs(10), 16, 0, 0).graphs(0))
        .extracting(PlannedGraph::size)
        .containsExactly(10);
  }

  @Test
  void everyWorkerHasItsShareOfEveryRound() {
    var rounds = planner(pairs(2318), 64, 0.25, 0).rounds(0);

    assertThat(rounds).hasSize(2);
    assertThat(rounds)
        .allSatisfy(
            round ->
                assertThat(round).extracting(share -> share.steps().size()).containsExactly(9, 9));
  }

  @Test
  void aVolumeGivesAFewOfItsSlicesToAnEpochAndOthersToTheNext() {
    EpochPlanner planner = planner(pairs(100), 16, 0.25, 3);

    assertThat(flat(planner.graphs(0))).hasSize(30).doesNotHaveDuplicates();
    assertThat(Arrays.stream(flat(planner.graphs(0))).map(i -> i / 10).boxed().toList())
        .containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(
            IntStream.range(0, 10).flatMap(e -> Arrays.stream(flat(planner.graphs(e)))).distinct())
        .hasSizeGreaterThan(90);
  }

  @Test
  void imagesOfARareModalityComeAgainAsCopiesButNeverTwiceInAGraph() {
    TrainingIndex all = pairs(400);
    int[] modality = IntStream.range(0, 400).map(i -> i % 10 == 0 ? 1 : 0).toArray();
    TrainingIndex index =
        new TrainingIndex(
            all.ids(),
            all.files(),
            all.file(),
            all.row(),
            all.group(),
            all.series(),
            modality,
            all.neighbours());
    EpochPlanner planner =
        new EpochPlanner(index, settings(0.5, 0, 0.5, 0), PlanNeeds.graphs(16), 1);

    for (int epoch = 0; epoch < 20; epoch++) {
      List<PlannedGraph> graphs = planner.graphs(epoch);

      assertThat(flat(graphs)).hasSize(360 + 180).contains(IntStream.range(0, 400).toArray());
      assertThat(graphs).allSatisfy(g -> assertThat(g.images()).doesNotHaveDuplicates());
      assertThat(
              graphs.stream()
                  .flatMap(
                      g ->
                          IntStream.range(0, g.size())
                              .mapToObj(n -> g.images()[n] + ":" + g.copies()[n])))
          .doesNotHaveDuplicates();
    }
  }

  /**
   * Images in groups of seven, each with the others as prior neighbours; volumes; a rare modality.
   */
  private static TrainingIndex groups(int n) {
    return index(
        IntStream.range(0, n).map(i -> i * 31 % 97 < 60 ? i : i / 40).toArray(),
        IntStream.range(0, n).map(i -> i * 13 % 101 < 9 ? 1 : 0).toArray(),
        IntStream.range(0, n)
            .mapToObj(
                i ->
                    IntStream.range(1, 7)
                        .map(k -> i / 7 * 7 + (i % 7 + k) % 7)
                        .filter(j -> j < n)
                        .toArray())
            .toArray(int[][]::new));
  }

  /** Runs that were begun with an earlier release go on with its plans. */
  @Test
  void plansAreThoseOfEarlierReleases() {
    TrainingIndex index = groups(5003);
    EpochPlanner plain = new EpochPlanner(index, settings(0, 0, 0, 0), PlanNeeds.graphs(16), 7);
    EpochPlanner full = new EpochPlanner(index, settings(0.25, 4, 0.5, 0), PlanNeeds.graphs(64), 7);
    EpochPlanner near = new EpochPlanner(index, settings(0.9, 0, 0.9, 0), PlanNeeds.graphs(200), 7);

    assertThat(List.of(plain, full, near))
        .extracting(
            planner -> List.of(fingerprint(planner.graphs(0)), fingerprint(planner.graphs(5))))
        .containsExactly(
            List.of(203929224, -324060596),
            List.of(2074278529, -1647372316),
            List.of(-722490738, -872968614));
  }

  private static int fingerprint(List<PlannedGraph> graphs) {
    int hash = 1;
    for (PlannedGraph graph : graphs) {
      hash = 31 * (31 * hash + Arrays.hashCode(graph.images())) + Arrays.hashCode(graph.copies());
    }
    return hash;
  }

  /** Of each worker's graphs, in their order, as many as hold the images of a window. */
  private static List<int[]> windows(TrainingIndex index, int window, int epoch) {
    List<int[]> windows = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      int number = worker;
      List<PlannedGraph> own =
          new EpochPlanner(index, settings(0.5, 0, 0, window), PlanNeeds.graphs(16), 1)
              .rounds(epoch).stream()
                  .flatMap(List::stream)
                  .filter(share -> share.worker() == number)
                  .flatMap(share -> share.steps().stream().flatMap(List::stream))
                  .toList();
      int graphs = window / 16;
      for (int from = 0; from < own.size(); from += graphs) {
        windows.add(flat(own.subList(from, Math.min(own.size(), from + graphs))));
      }
    }
    return windows;
  }

  @Test
  void aWindowOfAWorkersImagesLiesInFewRowGroupsAndAnEpochHasEveryImageOnce() {
    TrainingIndex index = pairs(2560);

    List<int[]> windows = windows(index, 320, 2);

    assertThat(windows).hasSize(8);
    assertThat(windows.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 2560).toArray());
    assertThat(windows)
        .allSatisfy(
            images ->
                assertThat(Arrays.stream(images).map(i -> index.group()[i]).distinct().count())
                    .isBetween(320L / GROUP, 320L / GROUP + 1));
  }

  @Test
  void rowGroupsComeInAnotherOrderInEachEpochAndImagesAreShuffledAcrossThoseOfAWindow() {
    TrainingIndex index = pairs(2560);
    int[] first = windows(index, 320, 0).get(0);
    int[] second = windows(index, 320, 1).get(0);

    assertThat(Arrays.stream(first).filter(i -> Arrays.stream(second).anyMatch(j -> i == j)))
        .hasSizeLessThan(200);
    assertThat(Arrays.stream(first).limit(16).map(i -> index.group()[i]).distinct().count())
        .isGreaterThan(4);
  }

  @Test
  void priorNeighboursAreStillPulledFromWithinAWindow() {
    List<PlannedGraph> graphs =
        new EpochPlanner(pairs(2560), settings(0.5, 0, 0, 320), PlanNeeds.graphs(16), 1).graphs(0);

    assertThat(togetherInGraph(graphs)).isGreaterThan(2200);
  }

  @Test
  void copiesInWindowsAreNeverTwiceInAGraphAndAllImagesCome() {
    TrainingIndex index = groups(5003);
    EpochPlanner planner =
        new EpochPlanner(index, settings(0.25, 0, 0.5, 1000), PlanNeeds.graphs(16), 1);

    for (int epoch = 0; epoch < 5; epoch++) {
      List<PlannedGraph> graphs = planner.graphs(epoch);

      assertThat(graphs)
          .allSatisfy(g -> assertThat(g.images()).isNotEmpty().doesNotHaveDuplicates());
      assertThat(Arrays.stream(flat(graphs)).distinct().count()).isEqualTo(5003);
      assertThat(
              graphs.stream()
                  .flatMap(
                      g ->
                          IntStream.range(0, g.size())
                              .mapToObj(n -> g.images()[n] + ":" + g.copies()[n])))
          .doesNotHaveDuplicates()
          .hasSizeGreaterThan(5500);
    }
  }

  @Test
  void aWindowIsLessRandomThanAFullShuffleByItsRowGroupsAlone() {
    TrainingIndex all = groups(5003);
    EpochRandomness whole = randomness(all, 0);
    EpochRandomness window = randomness(all, 200);

    double byChance = (GROUP - 1) / 5002.0;
    assertThat(whole.sameRowGroup()).isBetween(0.5 * byChance, 1.5 * byChance);
    assertThat(window.sameRowGroup()).isBetween(0.5 * GROUP / 200, 1.5 * GROUP / 200);
    assertThat(whole.modalitySpread()).isBetween(0.5, 1.5);
    assertThat(window.modalitySpread()).isBetween(0.5, 1.5);
  }

  private static EpochRandomness randomness(TrainingIndex index, int window) {
    return EpochRandomness.of(
        new RunPlan(index, settings(0, 0, 0, window), PlanNeeds.graphs(16), 1), index, 0);
  }

  /** Of a worker's graphs in an epoch. */
  private static int[] ofWorker(EpochPlanner planner, int epoch, int worker) {
    return planner.rounds(epoch).stream()
        .flatMap(List::stream)
        .filter(share -> share.worker() == worker)
        .flatMap(share -> share.steps().stream().flatMap(List::stream))
        .flatMapToInt(graph -> Arrays.stream(graph.images()))
        .sorted()
        .toArray();
  }

  @Test
  void whereWorkersKeepTheirImagesEachIsTrainedByTheSameOneInEveryEpoch() {
    EpochPlanner planner =
        new EpochPlanner(pairs(998), settings(0.25, 0, 0, 0), new PlanNeeds(64, false, true), 1);

    int[] first = ofWorker(planner, 0, 0);

    assertThat(first).hasSize(499);
    assertThat(ofWorker(planner, 7, 0)).isEqualTo(first);
    assertThat(flat(planner.graphs(7))).hasSize(998).doesNotHaveDuplicates();
    assertThat(flat(planner.graphs(7))).isNotEqualTo(flat(planner.graphs(0)));
    assertThat(planner.graphs(3)).allSatisfy(g -> assertThat(g.size()).isBetween(58, 68));
  }

  @Test
  void whereAWorkerThatKeepsItsImagesHasTooFewThatIsTold() {
    EpochPlanner planner =
        new EpochPlanner(pairs(4), settings(0, 0, 0, 0), new PlanNeeds(1, false, true), 1);

    assertThatThrownBy(() -> planner.graphs(0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too small for workers that keep their images")
        .hasMessageContaining("lower pretrain.workers");
  }
}
