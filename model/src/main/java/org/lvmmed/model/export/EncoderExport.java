package org.lvmmed.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.lvmmed.model.encoder.Dl4jNetworks;
import org.lvmmed.model.encoder.Encoder;
import org.lvmmed.model.image.Preprocess;

/** Writes everything that others need to use an encoder. The same encoder gives the same bytes. */
public final class EncoderExport {

  public static final String SAFETENSORS = "encoder.safetensors";
  public static final String ONNX = "encoder.onnx";
  public static final String DL4J = "encoder.dl4j.zip";
  public static final String PREPROCESS = "preprocess.json";
  public static final String CARD = "card.md";

  private EncoderExport() {}

  /** Writes the five files; the card comes last, so that its presence tells that all are whole. */
  public static void write(
      Encoder encoder, Preprocess preprocess, ModelCard card, FileTarget target)
      throws IOException {
    writeFile(target, SAFETENSORS, out -> EncoderWeights.write(encoder, out));
    writeFile(target, ONNX, out -> OnnxModel.write(encoder, out));
    writeFile(target, DL4J, out -> Dl4jNetworks.writeZip(encoder, out));
    writeFile(target, PREPROCESS, out -> writeText(preprocess.toJson(), out));
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
