//! Cities that speak with one another: the main job, end to end.

mod federation {
    pub mod practice;
}
