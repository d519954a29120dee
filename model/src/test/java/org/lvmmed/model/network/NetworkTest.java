package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.ResNet;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Concatenate;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;
import org.lvmmed.model.network.NetworkNode.Upsample;
import org.lvmmed.model.network.NetworkNode.Weights;

/** The contract that every engine keeps, on an encoder under a head of all kinds of nodes. */
class NetworkTest {

  private static final int SIZE = 32;
  private static final int BATCH = 4;
  private static final Inputs IMAGES = Inputs.images(Waves.images(BATCH, SIZE), BATCH, SIZE);

  /**
   * A small residual network under a head. A map that other nodes read is an output as well; a
   * matrix reads nothing.
   */
  private static NetworkGraph graph() {
    List<NetworkNode> encoder = new ArrayList<>();
    encoder.add(encoder("conv1", new Convolution(3, 8, 7, 2), NetworkGraph.INPUT));
    encoder.add(encoder("bn1", new BatchNorm(8), "conv1"));
    encoder.add(encoder("relu", new Relu(), "bn1"));
    encoder.add(encoder("maxpool", new MaxPool(3, 2), "relu"));
    encoder.add(encoder("layer1.0.conv1", new Convolution(8, 16, 3, 2), "maxpool"));
    encoder.add(encoder("layer1.0.bn1", new BatchNorm(16), "layer1.0.conv1"));
    encoder.add(encoder("layer1.0.relu1", new Relu(), "layer1.0.bn1"));
    encoder.add(encoder("layer1.0.conv2", new Convolution(16, 16, 3, 1), "layer1.0.relu1"));
    encoder.add(encoder("layer1.0.bn2", new BatchNorm(16), "layer1.0.conv2"));
    encoder.add(encoder("layer1.0.downsample.0", new Convolution(8, 16, 1, 2), "maxpool"));
    encoder.add(encoder("layer1.0.downsample.1", new BatchNorm(16), "layer1.0.downsample.0"));
    encoder.add(encoder("layer1.0.add", new Add(), "layer1.0.bn2", "layer1.0.downsample.1"));
    encoder.add(encoder("map", new Relu(), "layer1.0.add"));
    List<NetworkNode> nodes = new ArrayList<>();
    nodes.add(node("up", new Upsample(), "map"));
    nodes.add(node("join", new Concatenate(), "head.up", "maxpool"));
    nodes.add(node("conv", new Convolution(24, 8, 3, 1), "head.join"));
    nodes.add(node("bn", new BatchNorm(8), "head.conv"));
    nodes.add(node("relu", new Relu(), "head.bn"));
    nodes.add(node("first", new Projection(8, 2, -1), "head.relu"));
    nodes.add(node("side", new Convolution(8, 8, 1, 1), "maxpool"));
    nodes.add(node("sum", new Add(), "head.side", "head.relu"));
    nodes.add(node("mean", new GlobalMean(), "head.sum"));
    nodes.add(node("second", Projection.keepingScale(8, 3), "head.mean"));
    nodes.add(new NetworkNode("head.matrix", List.of(), new Weights(4, 5)));
    return new NetworkGraph(3, encoder, List.of("map"))
        .with(new HeadGraph(nodes, List.of("head.first", "map", "head.matrix", "head.second")));
  }

  private static NetworkNode encoder(
      String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode(name, List.of(inputs), operation);
  }

  private static NetworkNode node(String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode("head." + name, List.of(inputs), operation);
  }

  private static final NetworkGraph SMALL = graph();

  private static Network open(String engine) {
    return Compute.cpu(engine).open(SMALL, Initialisation.draw(SMALL, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aFreshNetworkHoldsWhatItWasGiven(String engine) {
    float[] start = Initialisation.draw(SMALL, 7);
    try (Network network = open(engine)) {
      assertThat(network.parameters()).isEqualTo(start);
      State state = network.state();
      assertThat(state.iteration()).isZero();
      assertThat(state.values()).hasSize(SMALL.layout().stateLength()).startsWith(start);
      assertThat(Arrays.copyOfRange(state.values(), start.length, state.values().length))
          .containsOnly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void outputsComeInTheGraphsOrderAndShapes(String engine) {
    try (Network network = open(engine)) {
      float[][] outputs = network.outputs(IMAGES);
      assertThat(outputs).hasNumberOfRows(4);
      assertThat(outputs[0]).hasSize(BATCH * 2 * 8 * 8);
      assertThat(outputs[1]).hasSize(BATCH * 16 * 4 * 4);
      assertThat(outputs[2]).hasSize(4 * 5);
      assertThat(outputs[3]).hasSize(BATCH * 3);
      ParameterTensor matrix = SMALL.layout().tensor("head.matrix");
      assertThat(outputs[2])
          .isEqualTo(Arrays.copyOfRange(network.parameters(), matrix.offset(), matrix.end()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void theSlopeAlongATensorsGradientIsItsNormThroughAllOutputs(String engine) {
    try (Network network = open(engine)) {
      float[] gradient = network.gradient(IMAGES, Waves.DISTANCE);
      for (String name :
          List.of(
              "conv1.weight",
              "layer1.0.bn1.bias",
              "layer1.0.downsample.0.weight",
              "layer1.0.bn2.weight",
              "head.conv.weight",
              "head.side.weight",
              "head.first.bias",
              "head.second.weight",
              "head.matrix")) {
        checkSlope(network, SMALL.layout().tensor(name), gradient, 0.05);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void bottlenecksHaveRightGradients(String engine) {
    NetworkGraph deep = ResNet.graph(new EncoderSettings(Architecture.RESNET50, SIZE, 8));
    try (Network network = Compute.cpu(engine).open(deep, Initialisation.draw(deep, 5))) {
      float[] gradient = network.gradient(IMAGES, Waves.DISTANCE);
      for (String name :
          List.of("conv1.weight", "layer2.0.conv2.weight", "layer4.1.conv3.weight")) {
        checkSlope(network, deep.layout().tensor(name), gradient, 0.05);
      }
    }
  }

  /**
   * Single parameters move a float loss too little to be seen, so a tensor is moved along its own
   * gradient: the slope must be the gradient's norm.
   */
  private static void checkSlope(
      Network network, ParameterTensor tensor, float[] gradient, double tolerance) {
    double norm = norm(gradient, tensor);
    double step = 3e-4 / norm;
    double up = lossMovedBy(network, tensor, gradient, step / norm);
    double down = lossMovedBy(network, tensor, gradient, -step / norm);
    assertThat((up - down) / (2 * step))
        .as(tensor.name())
        .isCloseTo(norm, within(tolerance * norm));
  }

  private static double lossMovedBy(
      Network network, ParameterTensor tensor, float[] direction, double factor) {
    float[] start = network.parameters();
    float[] moved = start.clone();
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      moved[i] += (float) (factor * direction[i]);
    }
    network.setParameters(moved);
    double[] loss = new double[1];
    network.gradient(IMAGES, (o, g) -> loss[0] = Waves.DISTANCE.evaluate(o, g));
    network.setParameters(start);
    return loss[0];
  }

  private static double norm(float[] gradient, ParameterTensor tensor) {
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }

  @Test
  void theSameWeightsGiveTheSameOutputsAndGradientsOnBothEngines() {
    try (Network one = open("dl4j");
        Network other = open("torch")) {
      float[][] expected = one.outputs(IMAGES);
      float[][] actual = other.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 1e-4);
      }
      assertClose(
          "gradient",
          other.gradient(IMAGES, Waves.DISTANCE),
          one.gradient(IMAGES, Waves.DISTANCE),
          1e-4);
    }
  }

  /** The gradient of a matrix that is its own output is exactly the given one. */
  @Test
  void theSameGradientGivesTheSameNextStateOnBothEngines() {
    NetworkGraph matrix =
        new NetworkGraph(
            3,
            List.of(
                new NetworkNode("conv", List.of(NetworkGraph.INPUT), new Convolution(3, 2, 1, 1)),
                new NetworkNode("head.matrix", List.of(), new Weights(8, 9))),
            List.of("conv", "head.matrix"));
    List<float[]> states = new ArrayList<>();
    for (String engine : List.of("dl4j", "torch")) {
      try (Network network = Compute.cpu(engine).open(matrix, Initialisation.draw(matrix, 3))) {
        for (int step = 0; step < 5; step++) {
          int seed = step;
          network.step(
              IMAGES,
              new Rates(1e-3, 2e-3, 0.7),
              (outputs, gradients) -> {
                for (int i = 0; i < gradients[1].length; i++) {
                  gradients[1][i] = (float) (Math.sin(i * 0.7 + seed) * Math.exp(-i * 0.3));
                }
                return 1;
              });
        }
        assertThat(network.state().iteration()).isEqualTo(5);
        states.add(network.state().values());
      }
    }
    for (int i = 0; i < states.get(0).length; i++) {
      float expected = states.get(0)[i];
      assertThat(states.get(1)[i])
          .as("value %d", i)
          .isCloseTo(expected, within(1e-4f * Math.max(Math.abs(expected), 1e-6f)));
    }
  }

  /** Against Adam written out in double. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aStepIsAdams(String engine) {
    NetworkGraph matrix =
        new NetworkGraph(
            3,
            List.of(
                new NetworkNode("conv", List.of(NetworkGraph.INPUT), new Convolution(3, 2, 1, 1)),
                new NetworkNode("head.matrix", List.of(), new Weights(1, 3))),
            List.of("conv", "head.matrix"));
    double[] slopes = {1, -1e-3, 1e-9};
    double[] m = new double[3];
    double[] v = new double[3];
    try (Network network = Compute.cpu(engine).open(matrix, Initialisation.draw(matrix, 3))) {
      ParameterTensor tensor = matrix.layout().tensor("head.matrix");
      double[] expected = new double[3];
      for (int i = 0; i < 3; i++) {
        expected[i] = network.parameters()[tensor.offset() + i];
      }
      for (int t = 1; t <= 3; t++) {
        network.step(
            IMAGES,
            Rates.of(0.01),
            (outputs, gradients) -> {
              for (int i = 0; i < 3; i++) {
                gradients[1][i] = (float) slopes[i];
              }
              return 1;
            });
        for (int i = 0; i < 3; i++) {
          m[i] = 0.9 * m[i] + 0.1 * slopes[i];
          v[i] = 0.999 * v[i] + 0.001 * slopes[i] * slopes[i];
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
          expected[i] -= 0.01 * mean / (root + 1e-8);
        }
      }
      for (int i = 0; i < 3; i++) {
        assertThat(network.parameters()[tensor.offset() + i])
            .isCloseTo((float) expected[i], within(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void stepsLowerTheLoss(String engine) {
    try (Network network = open(engine)) {
      double first = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      double last = first;
      for (int i = 0; i < 5; i++) {
        last = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      assertThat(last).isLessThan(0.9 * first);
      assertThat(network.state().iteration()).isEqualTo(6);
    }
  }

  /**
   * Both move a running statistic by a tenth of the way to the batch's. The batch's variance is
   * divided by n with Deeplearning4j and by n − 1 with torch.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void runningStatisticsFollowEachLibrarysRule(String engine) {
    NetworkGraph norm =
        new NetworkGraph(
            1,
            List.of(new NetworkNode("bn", List.of(NetworkGraph.INPUT), new BatchNorm(1))),
            List.of("bn"));
    try (Network network = Compute.cpu(engine).open(norm, Initialisation.draw(norm, 1))) {
      network.step(
          new Inputs(new float[] {1, 2, 3, 6}, 1, 1, 2, 2), Rates.of(1e-3), Waves.DISTANCE);
      float[] parameters = network.parameters();
      double squares = 4 + 1 + 0 + 9;
      double variance = engine.equals("torch") ? squares / 3 : squares / 4;
      assertThat(parameters[norm.layout().tensor("bn.running_mean").offset()])
          .isCloseTo(0.3f, within(1e-5f));
      assertThat(parameters[norm.layout().tensor("bn.running_var").offset()])
          .isCloseTo((float) (0.9 + 0.1 * variance), within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void anotherNetworkContinuesFromASavedStateBitForBit(String engine) {
    try (Network first = open(engine);
        Network second = open(engine)) {
      first.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      second.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE);
      second.load(first.state());
      double expected = first.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      assertThat(second.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE)).isEqualTo(expected);
      assertThat(second.state().values()).isEqualTo(first.state().values());
    }
  }

  @Test
  void aStateOfOneEngineIsLoadedByTheOther() {
    try (Network dl4j = open("dl4j");
        Network torch = open("torch")) {
      for (int i = 0; i < 3; i++) {
        dl4j.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      torch.load(dl4j.state());
      assertThat(torch.state().values()).isEqualTo(dl4j.state().values());
      assertThat(torch.state().iteration()).isEqualTo(3);
      float[][] expected = dl4j.outputs(IMAGES);
      float[][] actual = torch.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 1e-4);
      }
      torch.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      dl4j.load(torch.state());
      assertThat(dl4j.state().values()).isEqualTo(torch.state().values());
      assertThat(dl4j.state().iteration()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void networksOnTwoThreadsGiveTheBitsOfOneAlone(String engine) throws Exception {
    float[] alone = afterSteps(engine);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<float[]>> tasks = List.of(() -> afterSteps(engine), () -> afterSteps(engine));
      for (Future<float[]> together : threads.invokeAll(tasks)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void bothEnginesWorkSideBySideWithTheBitsThatEachHasAlone() throws Exception {
    float[] dl4j = afterSteps("dl4j");
    float[] torch = afterSteps("torch");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<float[]> one = threads.submit(() -> afterSteps("dl4j"));
      Future<float[]> other = threads.submit(() -> afterSteps("torch"));
      assertThat(one.get()).isEqualTo(dl4j);
      assertThat(other.get()).isEqualTo(torch);
    } finally {
      threads.shutdown();
    }
  }

  private static float[] afterSteps(String engine) {
    try (Network network = open(engine)) {
      for (int i = 0; i < 3; i++) {
        network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      return network.state().values();
    }
  }

  /** Adam's first step is the learning rate, whatever the gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void encoderAndHeadLearnAtTheirOwnRates(String engine) {
    try (Network network = open(engine)) {
      float[] before = network.parameters();
      network.step(IMAGES, new Rates(1e-3, 1e-2, 1), Waves.DISTANCE);
      float[] after = network.parameters();
      for (ParameterTensor tensor : network.layout().weights()) {
        double rate = tensor.isHead() ? 1e-2 : 1e-3;
        assertThat(largestChange(before, after, tensor))
            .as(tensor.name())
            .isCloseTo(rate, within(0.1 * rate));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aFrozenEncoderKeepsItsWeights(String engine) {
    try (Network network = open(engine)) {
      float[] before = network.parameters();
      network.step(IMAGES, new Rates(0, 1e-2, 1), Waves.DISTANCE);
      float[] after = network.parameters();
      for (ParameterTensor tensor : network.layout().tensors()) {
        boolean moves = tensor.isHead() || network.layout().statistics().contains(tensor);
        assertThat(largestChange(before, after, tensor) > 0).as(tensor.name()).isEqualTo(moves);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aLossThatIsNotFiniteOrFailsChangesNothingAndTheNetworkGoesOn(String engine) {
    try (Network network = open(engine)) {
      State before = network.state();
      network.step(IMAGES, Rates.of(1e-2), (o, g) -> Double.NaN);
      assertThat(network.state().values()).isEqualTo(before.values());
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  network.step(
                      IMAGES,
                      Rates.of(1e-2),
                      (o, g) -> {
                        throw new IllegalStateException("not today");
                      }))
          .withMessage("not today");
      assertThat(network.state().values()).isEqualTo(before.values());
      assertThat(network.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE)).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aLossThatCallsItsNetworkIsToldSo(String engine) {
    try (Network network = open(engine)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> network.step(IMAGES, Rates.of(1e-3), (o, g) -> network.parameters().length))
          .withMessage("A loss must not call the network that evaluates it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void whatDoesNotFitIsRefused(String engine) {
    try (Network network = open(engine)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Inputs.images(new float[5 * 3 * 32 * 32], 4, 32))
          .withMessage("A batch of 4 inputs of 3×32×32 has 12288 values, not 15360");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.outputs(new Inputs(new float[32 * 32], 1, 1, 32, 32)))
          .withMessage("Inputs have 1 channels, the network takes 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.load(new State(new float[7], 0)))
          .withMessageContaining("7 values where the network has");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.setParameters(new float[7]))
          .withMessageContaining("another architecture");
    }
  }

  @Test
  void bfloat16StaysNearFloat32AndDeeplearning4jRefusesIt() {
    Compute narrow = new Compute("torch", Device.CPU, Precision.BFLOAT16);
    float[] start = Initialisation.draw(SMALL, 7);
    try (Network wide = open("torch");
        Network network = narrow.open(SMALL, start)) {
      assertThat(network.parameters()).isEqualTo(start);
      float[][] expected = wide.outputs(IMAGES);
      float[][] actual = network.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 0.05);
      }
      double first = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      assertThat(first).isCloseTo(loss(wide), within(0.05 * first));
      State state = network.state();
      wide.load(state);
      assertThat(wide.state().values()).isEqualTo(state.values());
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> new Compute("dl4j", Device.CPU, Precision.BFLOAT16).open(SMALL))
        .withMessageContaining("encoder.precision is bfloat16")
        .withMessageContaining("encoder.engine = torch");
  }

  private static double loss(Network network) {
    double[] loss = new double[1];
    network.gradient(IMAGES, (o, g) -> loss[0] = Waves.DISTANCE.evaluate(o, g));
    return loss[0];
  }

  @Test
  void anUnknownEngineIsRefusedWithTheOnesThereAre() {
    assertThat(Engines.names()).containsExactly("dl4j", "torch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compute.cpu("tensorflow"))
        .withMessage("Invalid encoder.engine: tensorflow (dl4j, torch)");
  }

  private static double largestChange(float[] before, float[] after, ParameterTensor tensor) {
    double largest = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  /** Each value within a share of the largest. */
  private static void assertClose(String what, float[] actual, float[] expected, double share) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertThat(difference).as(what).isLessThan(share * largest);
  }
}
