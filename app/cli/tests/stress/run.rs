//! Running the command.

use assert_cmd::Command;

/// The binary.
pub fn ballast() -> Command {
    Command::cargo_bin("ballast").expect("the binary")
}
