package org.lvmmed.jobs.doctor;

import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.NetworkSize;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.Precision;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.view.ViewSettings;

/**
 * What pretraining needs, in bytes: the one table that docs/operations.md prints and {@code doctor}
 * goes by. A state is the encoder with Adam's two moments, and once more its weights where the
 * objective has a network follow it; heads are small beside it, and what workers keep for
 * themselves comes on top (docs/methods.md).
 *
 * @param state of the network
 * @param network a task's native arrays: the state and the gradient
 * @param batch the pixels of one step, all views
 * @param activations what forward and backward of a step keep beside the heap; nothing where that
 *     lies on a card
 * @param card what a task needs of a card, where it has one; 0 where the processor is wanted
 * @param cache {@code pretrain.cache-size}
 * @param workers {@code pretrain.workers}: no more tasks train at a time
 * @param velocity of the outer step, and what comes of it in a round
 */
public record MemoryTable(
    long state,
    long network,
    long batch,
    long activations,
    long card,
    long cache,
    int workers,
    long velocity) {

  private static final long FLOAT = 4;

  /** Parameters and two moments. */
  private static final int VECTORS = 3;

  /** Outputs are kept once, and their gradients, scratch and oneDNN's copies are as much again. */
  private static final int PER_ACTIVATION = 2;

  /** What CUDA and its libraries take of a card before the first tensor. */
  private static final long CARD_BASE = 1L << 30;

  /** Spark, code and what else lives in a heap. */
  private static final long BASE = 768L << 20;

  /** Of a vector that is averaged; what a task reads from other executors lies in its heap. */
  private static final long CHUNK = 16L << 20;

  /** Libraries, thread stacks, metaspace, direct buffers. */
  private static final long NATIVE_BASE = 512L << 20;

  public static MemoryTable of(
      EncoderSettings encoder,
      ViewSettings.Small small,
      ObjectiveSettings objective,
      PretrainSettings pretrain,
      Compute compute) {
    NetworkSize size = NetworkSize.of(encoder);
    long views = 2L * pretrain.batchPerWorker();
    long smallViews = (long) small.count() * pretrain.batchPerWorker();
    long ofSmall = NetworkSize.of(encoder, small.size()).activations();
    long weights = FLOAT * size.parameters();
    long state = (VECTORS + following(encoder, objective)) * weights;
    long network = state + weights;
    long batch = FLOAT * (views * pixels(encoder.inputSize()) + smallViews * pixels(small.size()));
    long activations = views * size.activations() + smallViews * ofSmall;
    return new MemoryTable(
        state,
        network,
        batch,
        compute.device() == Device.CUDA ? 0 : FLOAT * PER_ACTIVATION * activations,
        compute.device() == Device.CPU
            ? 0
            : CARD_BASE + network + batch + bytes(compute) * activations,
        pretrain.cacheSize(),
        pretrain.workers(),
        pretrain.outer().isPlain() ? 0 : 2 * FLOAT * size.parameters());
  }

  /** Of a value that a step on a card keeps: what is freed on the way back serves its gradients. */
  private static long bytes(Compute compute) {
    return compute.precision() == Precision.BFLOAT16 ? FLOAT / 2 : FLOAT;
  }

  /** Networks that follow the trained one. */
  private static int following(EncoderSettings encoder, ObjectiveSettings objective) {
    Objective created = objective.create(encoder.architecture().features());
    return created.momentum().isPresent() ? 1 : 0;
  }

  private static long pixels(int size) {
    return 3L * size * size;
  }

  /** Heap of the driver: the state before a round and the average, each as values and as blocks. */
  public long driverHeap() {
    return BASE + 4 * state + velocity;
  }

  /** Heap of the one process that is driver and executor: the state before a round counts once. */
  public long localHeap(int tasks) {
    return executorHeap(tasks) + 2 * state + velocity;
  }

  /**
   * Heap of an executor: the state as values and as blocks; of each task that trains the state's
   * parts, its vector and two batches, of each that averages a chunk of every worker's vector; the
   * store of images.
   *
   * @param tasks that can run at a time
   */
  public long executorHeap(int tasks) {
    long training = Math.min(tasks, workers) * (2 * state + 2 * batch);
    long averaging = (long) tasks * workers * Math.min(CHUNK, state);
    return BASE + 2 * state + Math.max(training, averaging) + cache;
  }

  /**
   * Native arrays of an executor: of each task the network with gradients and moments, and a step's
   * activations.
   */
  public long executorNative(int tasks) {
    return Math.min(tasks, workers) * (network + activations + batch);
  }

  /** What the container needs beside the heap. */
  public long executorOverhead(int tasks) {
    return NATIVE_BASE + executorNative(tasks);
  }
}
