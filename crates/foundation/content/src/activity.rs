//! Things as other instances read and write them: ActivityPub objects made from the rows, and
//! objects from elsewhere made safe and ready to become rows.
//!
//! Who sends and takes them in is `federation`; what is decided about them is in `service`.

pub mod authors;
pub mod files;
pub mod lineage;
pub mod object;
mod parts;
pub mod received;

#[cfg(test)]
mod tests;
