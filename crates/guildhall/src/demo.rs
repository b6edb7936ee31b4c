//! The demonstration network: instances of its own on this machine, with people who have already
//! met, asked and answered.

pub mod drafts;
pub mod load;
pub mod records;
pub mod run;
