package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.rules.Rules;

/**
 * Transformers that cut images into patches and keep their grid through {@link #DEPTH} blocks. The
 * patch size is the output stride. What they learn for the places of a grid is learned for that of
 * the input size and resized for other inputs.
 */
interface PatchFamily extends EncoderFamily {

  /** Blocks. */
  int DEPTH = 12;

  int FINE_PATCH = 8;
  int LARGEST_PATCH = 16;

  /** The node whose map the tokens are laid out as. */
  String PATCHES = "patch_embed.proj";

  /** The last node. */
  String MAP = "map";

  /** The node that gives the tokens after a block, counted from 0. */
  static String output(int block) {
    return "blocks.%d.add2".formatted(block);
  }

  /** Whether a class token is before those of the patches. */
  boolean hasClassToken();

  @Override
  default void restrict(Rules rules, int inputSize, int patch) {
    boolean known = patch == LARGEST_PATCH || patch == FINE_PATCH;
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
  default int extentStep(EncoderSettings settings) {
    return settings.outputStride();
  }

  @Override
  default MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    int patch = settings.outputStride();
    return new MapShape(features(), rows / patch, columns / patch);
  }

  /**
   * Tokens after a quarter, a half and three quarters of the blocks, of which heads make finer maps
   * (as UNETR and ViTDet do: a transformer has one resolution), then the last map.
   */
  @Override
  default List<Stage> stages(EncoderSettings settings) {
    int patch = settings.outputStride();
    Stage.Tokens tokens = new Stage.Tokens(PATCHES, hasClassToken());
    List<Stage> stages = new ArrayList<>();
    for (int quarter = 1; quarter < 4; quarter++) {
      String node = output(quarter * DEPTH / 4 - 1);
      stages.add(new Stage(node, features(), patch >> (3 - quarter), tokens));
    }
    stages.add(new Stage(MAP, features(), patch));
    return stages;
  }

  /** The extent of the patches is the file's. */
  @Override
  default EncoderSettings fitting(
      Architecture architecture, int size, int stride, Map<String, int[]> shapes) {
    int[] shape = shapes.getOrDefault(PATCHES + ".weight", new int[0]);
    boolean fine = shape.length > 0 && shape[shape.length - 1] == FINE_PATCH;
    int patch = fine ? FINE_PATCH : LARGEST_PATCH;
    return new EncoderSettings(architecture, size / patch * patch, patch);
  }
}
