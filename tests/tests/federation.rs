//! Cities that speak with one another: the main job, end to end.

mod federation {
    pub mod belonging;
    pub mod edge;
    pub mod outage;
    pub mod practice;
    pub mod together;
}
