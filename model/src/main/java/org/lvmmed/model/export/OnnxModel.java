package org.lvmmed.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.encoder.Published;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.ParameterTensor;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An encoder as an ONNX model in inference mode. Input {@code images}: N×3×H×W, normalised; batch,
 * height and width are free; a transformer's are those of its input size. Outputs {@code features}
 * (N×D×R×S) and {@code pooled} (N×D), its mean over positions.
 */
public final class OnnxModel {

  public static final String IMAGES = "images";
  public static final String FEATURES = "features";
  public static final String POOLED = "pooled";

  private static final int OPSET = 17;

  /** The file format's version that came with the operator set. */
  private static final int IR_VERSION = 8;

  private OnnxModel() {}

  /** Writes the model; the stream stays open. */
  public static void write(EncoderModel encoder, OutputStream out) throws IOException {
    ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("lvm-med")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph(encoder))
        .build()
        .writeTo(out);
  }

  private static GraphProto graph(EncoderModel encoder) {
    int channels = encoder.settings().architecture().features();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName(encoder.settings().architecture().title())
            .addInput(images(encoder.settings()))
            .addOutput(value(FEATURES, "batch", channels, "map_height", "map_width"))
            .addOutput(value(POOLED, "batch", channels));
    int size = encoder.settings().inputSize();
    MapShape map = EncoderGraph.mapShape(encoder.settings(), size, size);
    addNodes(graph, encoder.graph().nodes(), new OnnxTokens(graph, map));
    addWeights(graph, encoder);
    return graph.build();
  }

  private static ValueInfoProto images(EncoderSettings settings) {
    int size = settings.inputSize();
    return Published.of(settings).anySize()
        ? value(IMAGES, "batch", 3, "height", "width")
        : value(IMAGES, "batch", 3, size, size);
  }

  /** The images and the last node's output bear the public names. */
  private static void addNodes(
      GraphProto.Builder graph, List<NetworkNode> nodes, OnnxTokens tokens) {
    String last = nodes.get(nodes.size() - 1).name();
    for (NetworkNode node : nodes) {
      String output = node.name().equals(last) ? FEATURES : output(node.name());
      List<String> inputs =
          node.inputs().stream()
              .map(name -> name.equals(NetworkGraph.INPUT) ? IMAGES : output(name))
              .toList();
      if (!tokens.add(node, inputs, output)) {
        graph.addNode(OnnxNodes.of(node, inputs, output));
      }
    }
    graph.addNode(
        NodeProto.newBuilder().setOpType("GlobalAveragePool").addInput(FEATURES).addOutput("mean"));
    graph.addNode(NodeProto.newBuilder().setOpType("Flatten").addInput("mean").addOutput(POOLED));
  }

  /** Some nodes bear the name of their one parameter, and names in a graph are unique. */
  private static String output(String node) {
    return node + "/output";
  }

  private static void addWeights(GraphProto.Builder graph, EncoderModel encoder) {
    float[] parameters = encoder.parameters();
    for (ParameterTensor tensor : encoder.graph().layout().tensors()) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(tensor.name())
              .setDataType(TensorProto.DataType.FLOAT_VALUE)
              .addAllDims(Arrays.stream(tensor.shape()).asLongStream().boxed().toList())
              .setRawData(bytes(parameters, tensor)));
    }
  }

  private static ByteString bytes(float[] parameters, ParameterTensor tensor) {
    int length = tensor.length();
    ByteBuffer buffer = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(parameters, tensor.offset(), length);
    return ByteString.copyFrom(buffer);
  }

  /** A float tensor whose extents are numbers, or names where they are free. */
  private static ValueInfoProto value(String name, Object... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object extent : extents) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (extent instanceof Integer number) {
        dimension.setDimValue(number);
      } else {
        dimension.setDimParam(extent.toString());
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
