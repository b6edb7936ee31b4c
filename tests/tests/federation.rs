//! Cities that speak with one another: the main job, end to end.
#![expect(clippy::unwrap_used, reason = "tests")]

mod federation {
    pub mod agreements;
    pub mod authority;
    pub mod belonging;
    pub mod catalogues;
    pub mod coauthors;
    pub mod direct_notes;
    pub mod discovery;
    pub mod edge;
    pub mod files;
    pub mod handbook;
    pub mod hostile;
    pub mod leaving;
    pub mod ledgers;
    pub mod lineage;
    pub mod members;
    pub mod mentoring;
    pub mod messages;
    pub mod microblogs;
    pub mod moderation;
    pub mod moving;
    pub mod offers;
    pub mod outage;
    pub mod partners;
    pub mod pasture;
    pub mod policy;
    pub mod practice;
    pub mod quality;
    pub mod signed;
    pub mod taking_along;
    pub mod together;
    pub mod trust;
    pub mod vouching;
    pub mod withdrawn;
}
