//! What this server says, as other software reads it: every kind of document that leaves, made by a
//! real city, goes through a strict model of each of seven other programs.
#![expect(clippy::unwrap_used, reason = "tests")]

mod contracts {
    mod examples;
    mod federation_md;
    mod house;
    mod life;
    mod peers;
    mod readings;
    mod sending;
    mod serving;
    mod shown;
}
