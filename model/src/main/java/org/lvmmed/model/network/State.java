package org.lvmmed.model.network;

import java.io.Serializable;

/**
 * All that training changes: what a checkpoint keeps and what is averaged.
 *
 * @param values as a {@link StateLayout} has them
 * @param iteration optimiser steps taken, which Adam's bias correction depends on
 */
public record State(float[] values, int iteration) implements Serializable {}
