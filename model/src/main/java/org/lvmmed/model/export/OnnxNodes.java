package org.lvmmed.model.export;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Relu;

/** An encoder's operations as ONNX nodes of operator set 17. */
final class OnnxNodes {

  private OnnxNodes() {}

  static NodeProto of(NetworkNode node, List<String> inputs, String output) {
    NodeProto.Builder onnx =
        NodeProto.newBuilder().setName(node.name()).addAllInput(inputs).addOutput(output);
    describe(onnx, node.name(), node.operation());
    return onnx.build();
  }

  private static void describe(NodeProto.Builder onnx, String name, Operation operation) {
    if (operation instanceof Convolution convolution) {
      onnx.setOpType("Conv").addInput(name + ".weight");
      window(onnx, convolution.kernel(), convolution.stride(), convolution.padding());
    } else if (operation instanceof MaxPool pool) {
      onnx.setOpType("MaxPool");
      window(onnx, pool.kernel(), pool.stride(), pool.padding());
    } else if (operation instanceof BatchNorm) {
      onnx.setOpType("BatchNormalization");
      for (String parameter : List.of("weight", "bias", "running_mean", "running_var")) {
        onnx.addInput(name + "." + parameter);
      }
      onnx.addAttribute(number("epsilon", (float) BatchNorm.EPSILON));
    } else if (operation instanceof Relu) {
      onnx.setOpType("Relu");
    } else if (operation instanceof Add) {
      onnx.setOpType("Add");
    } else {
      throw new IllegalArgumentException(
          "No ONNX operator is known for node '%s' (%s)".formatted(name, operation));
    }
  }

  private static void window(NodeProto.Builder onnx, int kernel, int stride, int padding) {
    onnx.addAttribute(integers("kernel_shape", kernel, kernel))
        .addAttribute(integers("strides", stride, stride))
        .addAttribute(integers("pads", padding, padding, padding, padding));
  }

  static AttributeProto integers(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (int value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto integer(String name, int value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }
}
