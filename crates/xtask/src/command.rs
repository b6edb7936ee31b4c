//! Starting programs and saying how they ended.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// The cargo that started this program, or the one on the path.
pub fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A cargo command in the workspace's root.
///
/// `cargo run` describes this package in the environment. Build scripts that watch these variables
/// would run again whenever cargo is started from here instead of from a shell, so they are taken
/// out.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(cargo_program());
    command.current_dir(workspace.root());
    for (name, _) in env::vars_os() {
        let of_this_package = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name.starts_with("CARGO_BIN_")
                || name == "CARGO_CRATE_NAME"
                || name == "CARGO_PRIMARY_PACKAGE"
        });
        if of_this_package {
            command.env_remove(name);
        }
    }
    command
}

/// A command as one would type it, for messages.
pub fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().map_or_else(|| program.clone(), PathBuf::from);
    let mut words = vec![name.display().to_string()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Runs a command with its output on the terminal; fails when it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status =
        command.status().with_context(|| format!("{} could not be started", shown(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command and returns its standard output; fails as [`run`] does, with its standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("{} could not be started", shown(command)))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}\n{}", shown(command), output.status, errors.trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The program of this name on the path, if there is one.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
