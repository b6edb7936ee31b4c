//! Tests of the house as a whole: whole cities over HTTP, the two schemas, the line of crates.

pub mod network;
pub mod peer;
pub mod reader;
