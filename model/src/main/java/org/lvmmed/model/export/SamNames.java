package org.lvmmed.model.export;

import java.util.List;

/**
 * Names in files of SAM ("Segment Anything", ICCV 2023), whose image encoder is one of three parts.
 */
final class SamNames {

  private static final String ENCODER = "image_encoder.";

  /** The other parts of SAM, and what narrows the encoder's map for them. */
  private static final List<String> OTHERS = List.of("prompt_encoder.", "mask_decoder.", "neck.");

  private SamNames() {}

  /** timm's name of a tensor of the encoder; any other as it is. */
  static String toTimm(String name) {
    return name.startsWith(ENCODER)
        ? name.substring(ENCODER.length())
            .replace(".mlp.lin1.", ".mlp.fc1.")
            .replace(".mlp.lin2.", ".mlp.fc2.")
        : name;
  }

  /** Whether a tensor, by timm's name, is of what an encoder leaves out. */
  static boolean isOther(String name) {
    return OTHERS.stream().anyMatch(name::startsWith);
  }
}
