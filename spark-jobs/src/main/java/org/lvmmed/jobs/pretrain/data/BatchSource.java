package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.pretrain.plan.ImageAddress;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.pretrain.TrainingBatch;
import org.lvmmed.model.pretrain.ViewDrawer;
import org.lvmmed.model.view.Draws;
import org.lvmmed.model.view.OverSampling;
import org.lvmmed.model.view.ViewKey;

/** Draws the views of a step's images from the executor's store. */
public final class BatchSource {

  private final RunSpec run;
  private final int epoch;
  private final ImageStore store;
  private final ViewDrawer drawer;

  public BatchSource(RunSpec run, int epoch) throws IOException {
    this.run = run;
    this.epoch = epoch;
    this.store = ImageStore.of(run);
    this.drawer = new ViewDrawer(run.views(), run.preprocess(), run.encoder());
  }

  public TrainingBatch batch(List<RoundPlan.GraphPlan> graphs) throws IOException {
    List<ImageAddress> addresses = graphs.stream().flatMap(g -> g.nodes().stream()).toList();
    List<StoredImage> images = store.get(addresses);
    return drawer.batch(
        images.size(),
        image -> raster(images.get(image), addresses.get(image)),
        (image, view) -> key(addresses.get(image), view),
        numbers(graphs),
        priors(graphs),
        seeds(graphs));
  }

  private Raster raster(StoredImage image, ImageAddress address) {
    Draws draws = Draws.of(run.seed(), address.drawKey(), Draws.key("over-sampling"));
    return address.copy() == 0 ? image.raster() : OverSampling.copy(image.raster(), draws);
  }

  private ViewKey key(ImageAddress address, int view) {
    return new ViewKey(run.seed(), epoch, address.drawKey(), view);
  }

  /** The images of each graph, numbered through the batch. */
  private static List<int[]> numbers(List<RoundPlan.GraphPlan> graphs) {
    List<int[]> numbers = new ArrayList<>();
    int next = 0;
    for (RoundPlan.GraphPlan graph : graphs) {
      int[] nodes = new int[graph.nodes().size()];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = next++;
      }
      numbers.add(nodes);
    }
    return numbers;
  }

  private List<double[]> priors(List<RoundPlan.GraphPlan> graphs) {
    return run.objective().needsPriors()
        ? graphs.stream().map(RoundPlan.GraphPlan::prior).toList()
        : List.of();
  }

  private static long[] seeds(List<RoundPlan.GraphPlan> graphs) {
    return graphs.stream().mapToLong(RoundPlan.GraphPlan::key).toArray();
  }
}
