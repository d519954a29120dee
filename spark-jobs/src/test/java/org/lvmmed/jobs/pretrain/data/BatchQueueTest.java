package org.lvmmed.jobs.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  @Test
  void theNextOneIsMadeWhileTheCurrentOneIsUsed() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    Callable<String> makesTheSecond =
        () -> {
          second.countDown();
          return "second";
        };
    try (BatchQueue<String> queue = new BatchQueue<>(List.of(() -> "first", makesTheSecond))) {
      assertThat(queue.take()).isEqualTo("first");
      // Would wait for ever if the second one were made only when it is asked for.
      second.await();
      assertThat(queue.take()).isEqualTo("second");
      assertThatThrownBy(queue::take).hasMessage("There are no more batches");
    }
  }

  @Test
  void whatAMakerThrowsReachesTheConsumer() {
    Callable<String> fails =
        () -> {
          throw new IOException("the disk is gone");
        };
    try (BatchQueue<String> queue = new BatchQueue<>(List.of(fails))) {
      assertThatThrownBy(queue::take)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
    }
  }

  @Test
  void closingStopsWhatIsInTheMaking() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Callable<String> slow =
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            stopped.countDown();
          }
          return "never";
        };
    try (BatchQueue<String> queue = new BatchQueue<>(List.of(slow))) {
      started.await();
    }
    assertThat(stopped.getCount()).isZero();
  }
}
