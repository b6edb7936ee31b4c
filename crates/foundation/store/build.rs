//! The migrations are built in by a macro, which cargo cannot see into.

#![expect(clippy::print_stdout, reason = "so a build script speaks with cargo")]
fn main() {
    println!("cargo::rerun-if-changed=../../../migrations");
}
