//! The program: reads the command and does it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    gaoshi::cli::Cli::parse().run()
}
