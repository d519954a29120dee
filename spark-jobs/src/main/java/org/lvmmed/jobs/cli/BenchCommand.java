package org.lvmmed.jobs.cli;

import picocli.CommandLine.Command;

/** Benchmarks that reproduce published numbers. */
@Command(
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    subcommands = BenchMatching.class)
final class BenchCommand {}
