package org.lvmmed.jobs.encoders;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import scala.Tuple2;

/**
 * A partition's images on their way through a network: a batch at a time is read, run and handed
 * out, so that memory holds one batch. Closes the network when the task ends.
 */
final class BatchedOutputs<K> implements Iterator<Tuple2<K, float[]>> {

  private final Iterator<Tuple2<K, float[]>> images;
  private final Network network;
  private final int batch;
  private final int size;
  private final Deque<Tuple2<K, float[]>> ready = new ArrayDeque<>();

  /**
   * @param size rows and columns of the images
   */
  BatchedOutputs(Iterator<Tuple2<K, float[]>> images, Network network, int batch, int size) {
    this.images = images;
    this.network = network;
    this.batch = batch;
    this.size = size;
    TaskContext context = TaskContext.get();
    context.addTaskCompletionListener(
        (org.apache.spark.util.TaskCompletionListener) done -> network.close());
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && images.hasNext()) {
      run();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<K, float[]> next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    return ready.remove();
  }

  private void run() {
    List<Tuple2<K, float[]>> together = new ArrayList<>();
    while (together.size() < batch && images.hasNext()) {
      together.add(images.next());
    }
    int length = together.get(0)._2().length;
    float[] values = new float[together.size() * length];
    for (int i = 0; i < together.size(); i++) {
      System.arraycopy(together.get(i)._2(), 0, values, i * length, length);
    }
    float[] output = network.outputs(Inputs.images(values, together.size(), size))[0];
    int each = output.length / together.size();
    for (int i = 0; i < together.size(); i++) {
      float[] own = Arrays.copyOfRange(output, i * each, (i + 1) * each);
      ready.add(new Tuple2<>(together.get(i)._1(), own));
    }
  }
}
