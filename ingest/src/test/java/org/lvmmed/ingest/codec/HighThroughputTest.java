package org.lvmmed.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** HTJ2K against codestreams that OpenJPH's encoder made, once, of the images below. */
class HighThroughputTest {
  private static final FrameCodec CODEC = new Jpeg2000Codec();
  private static final FrameSize GREY = new FrameSize(19, 26, 1);
  private static final FrameSize COLOUR = new FrameSize(13, 17, 3);

  private static final byte[] GREY_16 =
      stream(
          "/0//UQApQAAAAAAaAAAAEwAAAAAAAAAAAAAAGgAAABMAAAAAAAAAAAABDwEB/1AACAACAAAACv9SAAwAAgABAA"
              + "UEBEAB/1wAEyCIkJCQkJCQkJCQkJCQiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAAA9EAAf+T"
              + "wAAmye0EB3QAwAATQAATQAATADnsBAd0AFnABId0AIzPBId0AMAAFZAABUQAAVB7aFFVMIkq+QFClAAw+oL6BI"
              + "F0AAFCSAoBYjQAwAAWxAABasAAFpBwizZqzzLY8bEUbUgRez3+JEvM5gB/mAA1JN6efoqPIt9qTFunX0tuJSAL"
              + "lQCbPb9ISlU8at8abTUAlIC+lgDAABd7AABenQAAXfiRQB7/Mhrm0HP0oFBQzkpajmPEZ0oiVbOaRtdafHsyCx"
              + "SRbl29QEY53fQBZ0aeOS7+Pv107ORQEqCgA7wAcCSBwg4pVhzFQCaREeV/uPvC7LdiH9C0EIAg/wJ4ayCAWCPz"
              + "zwyzMabgVj0WzmhadiCu606DrPWif+ON/gkRZ/P53HceROcA+o5AIFEBTWKi+WzS1wXcjLWkIXnYYpJNb15d+A"
              + "ln/Qcta1iL8cAkGJ5/YRMrzBLFVpCzHELmn/oC9U9zhUWdIg4wIF0AwAAvsmAAF9iQAAvr4MuMMmMAIJkQAGdK"
              + "hpnMvEw207JmdjPD3JhqJjoDM/dMQFOZBBhAAMRszbDMzKoMMkMAkTn+GzMwk2a5LAEgABAAjImZJWZoJpKJZ2"
              + "am/XsZzaDZl7EZmi0AAgyALxuAa0ZmOCNm+2//FrMzLfOMAP4DgMuyzMzALGXUzP4pk2P+TJaJZWBmLVPMBoAy"
              + "gaYyR6b+EcBlAADNzEzM/l8BOJMAcEyQuWSMGcQD/DKkLMq/4F5Luav8JQgcAu04csoSBvKUDbmRAEMxAgAUsA"
              + "wBcJnYxJi4zADwTHzGAJgMMKMzBFOWYZkAgMw6APwSZEIAOlMBeJnPnDS4jM0gAFgmaUAmuYwyR0BrBgGMAOD/"
              + "MBM1q2a+jGdSMgcAMqkZA8A01AzOgMxvhgIIAALgZiEAMWMZmvnNZACbiQAgk2jCACgTAWCZxHwy1AzSUABqJj"
              + "TZTCXTmHimZbKMAGBMbOYvMQBcxjMPABTAMQEzxggF7e7e2cUF4R8l8RdiB4JSUAI2/OOcvUBeYwAgMMDAcwIE"
              + "AAAEsDMEgDIskwA7MwAJAM0JoJgZM2rm/wpAyxiAm6kACMBnCCD/FQA1Y80GAAGIMwRA/nOZORPMghlqlgBAAA"
              + "IwAJdBs595mQXAMgmwAM+8AKRZNStmBUABGAAFEMwGAEwtDyABGACTKQAGwMk0AAhAAISZYGYAFACYEQAJwGaa"
              + "zJyZAAZNBSgAzqzMAZAAgNkCGAAEoGXqzMQOC7WtbH/6FxKEqKFAjgrFCZADzqZgYGkcLzFAwClA25MC/9k=");

  /** Signed; tiles of 16 x 16, code blocks of 8 x 8, two levels. */
  private static final byte[] SIGNED_12 =
      stream(
          "/0//UQApQAAAAAAaAAAAEwAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAABiwEB/1AACAACAAAABv9SAAwAAgABAA"
              + "IBAUAB/1wACiBocHBwaGho/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAAAV4AAf+TwALbkJHXYtVL"
              + "KFJDTARLx0oC2nBp+ADSFEcRq7gAwAFswAFtwAFsgAccLweTnkNKLlMImh63ZAIDSByRIEDTtwBEgGso5PoX0D"
              + "RyHB/vMWV4O8L+AcioRAAgWAAlog/SXmByNj6YiRoPCgTBJe4CZFxxIFcAwAL0WABekwAL0IDLKGMAkhCAEyxs"
              + "qIkOzD0BRcmwjjEwabkSIAABjJglhiaSeM7ED7Qajsu+vWWnZRD4ACxB2PvIZz1wWcBgF3OhDIBDPwBAsRBwyc"
              + "uIJQCyDvADiYA0uShHtAbBCOAPi1o1XzwpOQBJAATKsOCImxjZlAwkrGBAHAL6JDqSzAAKQNAx+CUUgCNvy9FE"
              + "wHIBBAAEOwRQAkugxcBNBQQ+J4MFQy0BCAQGLmg/LwtYEhYABgmtNgEAkwMQGEAgYFgwBsgQuSjdYoREAedwtI"
              + "QQI5EB/5AACgABAAABJQAB/5PAAtnUeZF/EA5NsC19qVi+tl/ilOQDtFKAv5cAwAFfAAWzAAV4XgbdaAgdgawn"
              + "/AJJAbUAhHKJbMViW/kcWC4IH+hD/vgBc44yAH2YAAmssEuaCuRxYYQCpKKVAMAC7iABd9AAu7DMS2y0mt0MNx"
              + "oQW8Myq4IMQeT4atC+2NAWEAZ8DQwbUNOnZO+TJBaY/QB/jV/gjThiQbwhA2p/AJSe8GHABBgdgrIYUOl5Elxs"
              + "EMCSBJIBDmtwQH5DQQABtwLYooB4oJiiZH6eUOMBmdSjuYKPzj0gXiEAJHABOwMJ0AmKGaPmr6BAjbUBBOIQkM"
              + "9lzgJp1YoVUGBAQTAFAAQksKklZ4IFBf4O1IkEeCFMxoYXiCBjPwD/kAAKAAIAAACJAAH/k8ACsMOMDI+z/QAy"
              + "AaF2AMABVwAFZAAVYGMAgObEABiA1jYAJseqLEXmACEA1jYAjIGvr6gAEMA2NgDAAtaABaMAC0QrYgALKHJkAQ"
              + "GAtf3+AggdQAEDk3kALSyBYfPH8PwAIoNTYYNReQBQhQLOykBCzwIQNTQgA1F5AP+QAAoAAwAAAG0AAf+TwAKo"
              + "d86qWwBkA9F2AMABNAAVcABOY5oBgXQACsIta/4AGQD2NgDUiP0CgXQAwALRgAVsACrAS4ACgoBIZLAx/hAfCA"
              + "BEdwADBKAcYP4CD2ODUXcAG0GLzgAx6EdRdwD/2Q==");

  private static final byte[] COLOUR_8 =
      stream(
          "/0//UQAvQAAAAAARAAAADQAAAAAAAAAAAAAAEQAAAA0AAAAAAAAAAAADBwEBBwEBBwEB/1AACAACAAAAA/9SAA"
              + "wAAgABAQUEBEAB/1wAEyBQWFhYWFhYWFhYWFhYUFBQ/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAA"
              + "AvIAAf+TwBKA8wDHdAAAwBKA+gBHdADACUDpAAd0AMAIwBdzAMAJQPwAR3QAwAlgBNACUP0Ax3QAou4AIjQAwg"
              + "CHdADACWAE0AJQ/ADHdABH6QAiNAD1AAd0AMAJYATQAlD7AMd0ACqLAEI0APsAR3QAwAlgBWQAqIaiZzMAA5Eg"
              + "ffP+AAABv5YAo4PR/gAhlADACWAFZACok9QykwCYmsVBKfwAAAB/lgCOB9PyAEOUAMAJ4AVkAKhm4PoAApQAIx"
              + "UNp8X+AAAAfpYAFyK64ABilADACvgBa0AK8BoHNCF4Zw7+AFAReaU3ABCA7MIyzKwF7tF/AAFsh/MIXgFEuwBI"
              + "ACMQQeDy/gB+/wCDtwDAC0IAWtACvBRuqrw+GyDi8EklpwCgVwAIxuBbSf63ZyacQDj9CBdnEG8IxLkAuQXHyW"
              + "rJB+XJFswiInYAwAtCAFrQArzRxGWoI1RHx3zDQGgiU7YAlS/ayy3ZXt2ZYW/+AABe2YxvAMS6ANUFwcAQZFEQ"
              + "/gLOAKhWAMAW5AF1kAWyCUIB4lbbpJjABQbv++bYN/TcQ6qI+7Q4UUs+AGDQzGmvdFCapIEUs0i3Pmp6AODzDV"
              + "xFJEmwif3IBP6nFACBc3dAII35apABpqOhdGqUCQoBpBaUVpJ3yHxSAz9ULXa6AMAXSQBdlAFvAAJRX8A6nTD0"
              + "wWkGqQEB7F4gsc1IFED9yCWZ7XAsldqQcwGdAIAK+2gpEooAA8QCVr+z7ltO5QmwbJwsTlFU0vcjj5TS2PnJzj"
              + "gAgE27sjiEN4AAK5ABhoxiLUvEXlClNklguYAmlkQVwctCIAlDsulpyXsAwBdLAF1sAW+AFSIEiUHzDMQgO6CL"
              + "gAHhiCg4nkDGNOcJyI/b66IYc7hQufS9AE+oK9mBpAA4CL4Pqn+OVLxFjCHckpRBgr75Dez5y3+SiAQHt1yaxC"
              + "G8ASBQAcGXAIB8Ok1RszSAEAgQdsICxPzIa64Mc3c21SgdnAD/2Q==");

  /** Quantised by 0.002. */
  private static final byte[] LOSSY_12 =
      stream(
          "/0//UQApQAAAAAAaAAAAEwAAAAAAAAAAAAAAGgAAABMAAAAAAAAAAAABCwEB/1AACAACAAAAI/9SAAwAAgABAA"
              + "UEBEAA/1wAIyJ/dH9Ff0V/F3dcd1x3PW+qb6pvwlg1WDVYeFAaUBpfv/9kABcAAU9wZW5KUEggVmVyIDAuMzEu"
              + "MC7/kAAKAAAAAAIpAAH/k8AAmFf8Awd0AMAAmgAE0AAmK/wCh3QAwf0Ch3QAmPwCh3QAwAFTAATwAE5Tz2Ru8g"
              + "CClABMnvwCAXQAbQKBAMI0AMAC0YAFfAArQFQR8jPC4Fv76wxLzEABergAs+nHekyl4tlnqQxgC5UALUtpJ/au"
              + "ywAhAL6WAMALo4AXZQAuiEuAHu1oZBxcfMz00sVI9dOEp8/JgrT+AcwCn/8GghAxApwASHrB6US8OYMtNdwKhQ"
              + "QnLnUZdoM0IJj75TVEkmoMBUf6AQiz9H87jmSlhCAvwESaUQFJrud5NjDCwYh0Oq2hBiLWQYefNwHNAL3e55dC"
              + "pCFsoFwAwBevQBe0QAvUwD0kwjDsmGsnfZCGAIKu2cQOJsEhEFBYaoIhQS5GIBajgGGCX9VOEWuQY4EGyYJFIa"
              + "Km8NAIkxLIUqFK8KgH+mv+FvZ/H/wL530lVP+LF/hgLtOOQwUI31NAcDaZMgJEjJC7Rzypd8cYDyZ2croWBHpW"
              + "8lj+qksqKBGCJi7M2pR1JvognzjdBQ3yeFSU8ENiHHchTvXtSOJ1wbsV3+NgICvE4/7ABeP+hjNOzndYvJfxF1"
              + "ED3K5BZ+drnLuJM78IXsggJMhzAgYt5QIIFUm4imEDtFCEkScw5KYIAxXKd0FHOl8AwF0mOAFnwIQSASka1zMY"
              + "kRsQhMTBheX7Y5PP/3Te430azzsd1YYIPftn+lqPLQAXpYbqkHIC/9k=");

  @Test
  void losslessGreyOfSixteenBitsComesBackExactly() throws Exception {
    Raster raster = CODEC.decode(GREY_16, GREY);

    assertThat(Samples.values(raster)).isEqualTo(image(GREY, 16));
    assertThat(raster.lossy()).isFalse();
  }

  @Test
  void signedTilesOfSmallCodeBlocksComeBackExactly() throws Exception {
    Raster raster = CODEC.decode(SIGNED_12, GREY);

    int[] expected = Arrays.stream(image(GREY, 12)).map(v -> v - 2048 & 0xffff).toArray();
    assertThat(raster.signed()).isTrue();
    assertThat(Samples.values(raster)).isEqualTo(expected);
  }

  @Test
  void losslessColourComesBackExactly() throws Exception {
    assertThat(Samples.values(CODEC.decode(COLOUR_8, COLOUR))).isEqualTo(image(COLOUR, 8));
  }

  @Test
  void lossyGreyComesBackWithinItsQuantisation() throws Exception {
    Raster raster = CODEC.decode(LOSSY_12, GREY);

    int[] values = Samples.values(raster);
    int[] expected = image(GREY, 12);
    assertThat(raster.lossy()).isTrue();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i])).isLessThan(16);
    }
  }

  @Test
  void damageIsRefusedOrAnotherPictureAndNeverAnotherFailure() {
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = GREY_16.clone();
      damaged[150 + random.nextInt(damaged.length - 150)] = (byte) random.nextInt(256);
      try {
        assertThat(CODEC.decode(damaged, GREY).size()).isEqualTo(GREY);
      } catch (UnreadableImageException e) {
        assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.UNSUPPORTED, Reason.TRUNCATED);
      }
    }
    assertThatThrownBy(() -> CODEC.decode(Arrays.copyOf(GREY_16, GREY_16.length - 99), GREY))
        .hasMessage("Truncated JPEG 2000 data: it ends inside a tile-part");
  }

  /** A saw with grain, and nothing in the upper left corner. */
  private static int[] image(FrameSize size, int bits) {
    int[] values = new int[size.length()];
    for (int i = 0; i < values.length; i++) {
      int c = i % size.samples();
      int x = i / size.samples() % size.columns();
      int y = i / size.samples() / size.columns();
      int saw = Math.abs((7 * x + 11 * y * (c + 1)) % 120 - 60);
      int grain = (3 * x * x + 5 * y * y + 7 * x * y) % 11;
      values[i] = x < 9 && y < 9 ? 1 << (bits - 1) : saw * (1 << bits) / 80 + grain;
    }
    return values;
  }

  private static byte[] stream(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
