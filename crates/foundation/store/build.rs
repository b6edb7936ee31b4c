//! The migrations are built in by a macro, which cargo cannot see into.

fn main() {
    println!("cargo::rerun-if-changed=../../../migrations");
}
