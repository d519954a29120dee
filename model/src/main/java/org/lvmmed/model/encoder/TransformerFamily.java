package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.rules.Rules;

/**
 * Vision transformers. Layout and names are timm's. The patch size is the output stride. Positions
 * are learned for the grid of the input size and resized for other inputs.
 *
 * @param name timm's
 * @param width of a token
 */
record TransformerFamily(String name, int width) implements EncoderFamily {

  static final int DEPTH = 12;

  private static final int FINE_PATCH = 8;
  private static final int LARGEST_PATCH = 16;

  @Override
  public int features() {
    return width;
  }

  @Override
  public void restrict(Rules rules, int inputSize, int patch) {
    boolean known = patch == LARGEST_PATCH || patch == LARGEST_PATCH / 2;
    rules
        .that(
            known || patch != 2 * LARGEST_PATCH,
            "output-stride",
            patch,
            "16 or 8, the patch size of a transformer")
        .that(
            !known || inputSize % patch == 0,
            "input-size",
            inputSize,
            "a multiple of the patch size " + patch);
  }

  @Override
  public int extentStep(EncoderSettings settings) {
    return settings.outputStride();
  }

  @Override
  public NetworkGraph graph(EncoderSettings settings) {
    return new VisionTransformer(width, settings).graph();
  }

  @Override
  public MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    int patch = settings.outputStride();
    return new MapShape(width, rows / patch, columns / patch);
  }

  /**
   * Tokens after a quarter, a half and three quarters of the blocks, of which heads make finer maps
   * (as UNETR and ViTDet do: a transformer has one resolution), then the last map.
   */
  @Override
  public List<Stage> stages(EncoderSettings settings) {
    int patch = settings.outputStride();
    List<Stage> stages = new ArrayList<>();
    for (int quarter = 1; quarter < 4; quarter++) {
      String tokens = VisionTransformer.output(quarter * DEPTH / 4 - 1);
      stages.add(new Stage(tokens, width, patch >> (3 - quarter), VisionTransformer.PATCHES));
    }
    stages.add(new Stage(VisionTransformer.MAP, width, patch));
    return stages;
  }

  /** The extent of the patches is the file's. */
  @Override
  public EncoderSettings fitting(
      Architecture architecture, int size, int stride, Map<String, int[]> shapes) {
    int[] shape = shapes.getOrDefault(VisionTransformer.PATCHES + ".weight", new int[0]);
    boolean fine = shape.length > 0 && shape[shape.length - 1] == FINE_PATCH;
    int patch = fine ? FINE_PATCH : LARGEST_PATCH;
    return new EncoderSettings(architecture, size / patch * patch, patch);
  }

  @Override
  public Published published(EncoderSettings settings) {
    return new Published(
        "timm",
        false,
        "other multiples of %d work".formatted(settings.outputStride()),
        "layer norm, epsilon 1e-6",
        "",
        python(settings));
  }

  /** With the mean of the patches' normalised tokens as the pooled feature. */
  private String python(EncoderSettings settings) {
    return """
    import torch, timm
    from safetensors.torch import load_file

    net = timm.create_model("%s", img_size=%d, patch_size=%d,
                            num_classes=0, global_pool="avg", fc_norm=False)
    net.load_state_dict(load_file("%s"))
    net.eval()
    with torch.no_grad():
        pooled = net(images)  # N x 3 x H x W, as preprocess.json says -> N x %d
    """
        .formatted(
            name, settings.inputSize(), settings.outputStride(), Published.WEIGHTS, features());
  }
}
