package org.lvmmed.model.encoder;

import org.lvmmed.model.network.NetworkGraph;

/**
 * Vision transformers with a class token. Layout and names are timm's.
 *
 * @param name timm's
 * @param features width of a token
 */
record TransformerFamily(String name, int features) implements PatchFamily {

  @Override
  public boolean hasClassToken() {
    return true;
  }

  @Override
  public NetworkGraph graph(EncoderSettings settings) {
    return new VisionTransformer(features, settings).graph();
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
            name, settings.inputSize(), settings.outputStride(), Published.WEIGHTS, features);
  }
}
