package org.lvmmed.model.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX graph to which nodes and constants are added. Most outputs need no name of their own. */
final class OnnxBuilder {

  private final GraphProto.Builder graph;
  private int made;

  OnnxBuilder(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** An affine map of the last axis by a node's weight and bias. */
  void linear(String x, String parameters, String output) {
    String product = made("MatMul", x, transposed(parameters + ".weight", 1, 0));
    node("Add", output, List.of(product, parameters + ".bias"));
  }

  String reshaped(String x, long... shape) {
    return made("Reshape", x, longs(shape));
  }

  /** Over the last axis. */
  String softmax(String scores) {
    String shares = name();
    node("Softmax", shares, List.of(scores), OnnxNodes.integer("axis", -1));
    return shares;
  }

  /** Rows of a matrix. */
  String gathered(String matrix, long... rows) {
    return made("Gather", matrix, longs(rows));
  }

  String transposed(String x, int... order) {
    String output = name();
    node("Transpose", output, List.of(x), OnnxNodes.integers("perm", order));
    return output;
  }

  String made(String type, String... inputs) {
    String output = name();
    node(type, output, List.of(inputs));
    return output;
  }

  void node(String type, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** A name that no other output has. */
  String name() {
    return "made" + made++;
  }

  String scalar(double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return constant(TensorProto.DataType.FLOAT_VALUE, bytes.putFloat((float) value));
  }

  String index(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return constant(TensorProto.DataType.INT64_VALUE, bytes.putLong(value));
  }

  String longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return constant(TensorProto.DataType.INT64_VALUE, bytes, values.length);
  }

  private String constant(int type, ByteBuffer bytes, long... shape) {
    String name = name();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(bytes.array()));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }
}
