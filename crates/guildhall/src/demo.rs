//! The demonstration network: instances of its own on this machine that federate, with people who
//! have already met, asked and answered.
//!
//! - [`records`]: what is told, as the files in `demo/` hold it, and [`drafts`], as services take it.
//! - [`town`]: one instance that runs. [`load`]: its people, organisations and communities.
//! - [`joining`], [`writing`], [`judging`]: what crosses between towns. [`settle`]: how one knows that it has.
//! - [`fill`]: all of it, in order. [`run`], [`folder`]: the command.

mod assistance;
pub mod drafts;
pub mod fill;
pub mod folder;
pub mod joining;
pub mod judging;
pub mod load;
mod mentoring;
pub mod records;
pub mod run;
pub mod settle;
pub mod town;
pub mod writing;
