package org.lvmmed.model.export;

import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.ResNet;

/**
 * Python that loads the exported safetensors into the model of torchvision or timm that has its
 * names.
 */
public final class TorchSnippet {

  private static final int STAGES = 4;

  private TorchSnippet() {}

  /** The program's lines, which leave the network in {@code net} and features in {@code pooled}. */
  public static String of(EncoderSettings settings) {
    return settings.architecture().isTransformer() ? timm(settings) : torchvision(settings);
  }

  /** With the mean of the patches' normalised tokens as the pooled feature. */
  private static String timm(EncoderSettings settings) {
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
            settings.architecture().publishedName(),
            settings.inputSize(),
            settings.outputStride(),
            EncoderExport.SAFETENSORS,
            settings.architecture().features());
  }

  private static String torchvision(EncoderSettings settings) {
    return """
        import torch, torchvision
        from safetensors.torch import load_file

        net = torchvision.models.%s(weights=None)
        net.fc = torch.nn.Identity()
        %snet.load_state_dict(load_file("%s"))
        net.eval()
        with torch.no_grad():
            pooled = net(images)  # N x 3 x H x W, as preprocess.json says -> N x %d
        """
        .formatted(
            settings.architecture().publishedName(),
            strides(settings),
            EncoderExport.SAFETENSORS,
            settings.architecture().features());
  }

  /** Below an output stride of 32, the first blocks of the last stages must be told. */
  private static String strides(EncoderSettings settings) {
    String strided = ResNet.hasBottlenecks(settings.architecture()) ? "conv2" : "conv1";
    StringBuilder lines = new StringBuilder();
    for (int stage = 2; stage <= STAGES; stage++) {
      if (ResNet.stageStride(settings, stage) == 1) {
        lines.append("net.layer%d[0].%s.stride = (1, 1)%n".formatted(stage, strided));
        lines.append("net.layer%d[0].downsample[0].stride = (1, 1)%n".formatted(stage));
      }
    }
    return lines.toString();
  }
}
