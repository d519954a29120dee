package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings.OwnEncoder;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.view.Draws;

/**
 * The encoders under comparison.
 *
 * @param files where encoders are read from
 * @param pretrained the project's own encoder
 * @param architecture of {@code random} where no pretrained encoder takes part
 * @param named other encoders: name and folder or file
 */
record ComparedEncoders(
    EncoderFiles files,
    String pretrained,
    EncoderSettings architecture,
    Map<String, String> named) {

  ComparedEncoders {
    named = new LinkedHashMap<>(named);
  }

  /**
   * @param trials how many initialisations of {@code random} are wanted
   */
  List<ComparedEncoder> list(EvaluateSettings settings, int trials) {
    List<ComparedEncoder> encoders = new ArrayList<>();
    EncoderSettings untrained = architecture;
    Preprocess preprocess = Preprocess.standard(architecture.inputSize());
    if (settings.encoders().contains(OwnEncoder.PRETRAINED)) {
      EncoderModel own = files.load(pretrained);
      untrained = own.settings();
      preprocess = own.preprocess();
      encoders.add(loaded(OwnEncoder.PRETRAINED.title(), pretrained, own, trials));
    }
    if (settings.encoders().contains(OwnEncoder.RANDOM)) {
      for (int trial = 0; trial < trials; trial++) {
        encoders.add(random(untrained, preprocess, settings.seed(), trial));
      }
    }
    for (Map.Entry<String, String> other : named.entrySet()) {
      EncoderModel model = files.load(other.getValue());
      encoders.add(loaded(other.getKey(), other.getValue(), model, trials));
    }
    return encoders;
  }

  private ComparedEncoder loaded(String name, String uri, EncoderModel model, int trials) {
    return new ComparedEncoder(
        name,
        IntStream.range(0, trials).boxed().toList(),
        EncoderFiles.fingerprint(model),
        () -> files.load(uri));
  }

  private static ComparedEncoder random(
      EncoderSettings settings, Preprocess preprocess, long seed, int trial) {
    long initialisation = Draws.hash(seed, Draws.key("random encoder"), trial);
    return new ComparedEncoder(
        OwnEncoder.RANDOM.title(),
        List.of(trial),
        Hashes.sha256("random " + initialisation + settings + preprocess.toJson()),
        () -> EncoderModel.untrained(settings, preprocess, initialisation));
  }
}
