package org.lvmmed.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.Published;
import org.lvmmed.model.network.Engine;
import org.lvmmed.model.network.Engines;
import org.lvmmed.model.network.FileTarget;

/** Writes everything that others need to use an encoder. The same encoder gives the same bytes. */
public final class EncoderExport {

  public static final String SAFETENSORS = Published.WEIGHTS;
  public static final String ONNX = "encoder.onnx";
  public static final String PREPROCESS = "preprocess.json";
  public static final String CARD = "card.md";

  private EncoderExport() {}

  /**
   * Writes weights, ONNX, what engines write in formats of their own, preprocessing and the card,
   * which comes last, so that its presence tells that all are whole.
   */
  public static void write(EncoderModel encoder, ModelCard card, FileTarget target)
      throws IOException {
    writeFile(target, SAFETENSORS, out -> EncoderWeights.write(encoder, out));
    writeFile(target, ONNX, out -> OnnxModel.write(encoder, out));
    for (Engine engine : Engines.all()) {
      engine.export(encoder.graph(), encoder.parameters(), target);
    }
    writeFile(target, PREPROCESS, out -> writeText(encoder.preprocess().toJson(), out));
    writeFile(target, CARD, out -> writeText(card.markdown(), out));
  }

  private static void writeFile(FileTarget target, String name, Content content)
      throws IOException {
    try (OutputStream out = target.create(name)) {
      content.writeTo(out);
    }
  }

  private static void writeText(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
