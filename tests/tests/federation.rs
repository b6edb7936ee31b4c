//! Cities that speak with one another: the main job, end to end.
#![expect(clippy::unwrap_used, reason = "tests")]

mod federation {
    pub mod belonging;
    pub mod discovery;
    pub mod edge;
    pub mod members;
    pub mod moderation;
    pub mod partners;
    pub mod outage;
    pub mod policy;
    pub mod practice;
    pub mod signed;
    pub mod together;
}
