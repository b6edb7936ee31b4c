//! One page in each file: its form, its handlers, its template.

mod about;
mod alike;
mod choose;
mod compose;
mod deciding;
mod feed;
mod found;
mod hosts;
mod joining;
mod list;
mod members;
mod moderation;
mod moving;
mod practices;
mod reports;
mod requests;
mod settings;
mod show;
mod topic;

use axum::routing::{get, post};
use web::{Routes, moving::Asking};

/// The addresses of the room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/communities", get(list::show))
        .table("/communities", &get(list::take))
        .route("/communities/new", get(found::show).post(found::create))
        .route("/communities/{handle}", get(show::show))
        .table("/communities/{handle}", &get(show::take))
        .route("/communities/{handle}/feed.atom", get(feed::show))
        .route("/communities/{handle}/feed.json", get(feed::show))
        .route("/communities/{handle}/practices", get(practices::show))
        .table("/communities/{handle}/practices", &get(practices::take))
        .route("/communities/{handle}/about", get(about::show))
        .route("/communities/{handle}/members", get(members::show))
        .table("/communities/{handle}/members", &get(members::take))
        .route("/communities/{handle}/members/invite", get(members::show).post(members::invite))
        .route(
            "/communities/{handle}/members/{id}/{deed}",
            get(deciding::ask).post(deciding::decide),
        )
        .route("/communities/{handle}/join", get(joining::ask).post(joining::join))
        .route("/communities/{handle}/leave", get(joining::leaving).post(joining::leave))
        .route("/communities/{handle}/decline", post(joining::decline))
        .route("/communities/{handle}/withdraw-request", post(joining::withdraw))
        .route(
            "/communities/{handle}/step-down",
            get(deciding::stepping_down).post(deciding::step_down),
        )
        .route("/communities/{handle}/instances", get(hosts::show).post(hosts::add))
        .route("/communities/{handle}/instances/remove", post(hosts::remove))
        .route("/communities/{handle}/requests", get(requests::show))
        .route("/communities/{handle}/reports", get(reports::show))
        .route("/communities/{handle}/reports/{id}", get(reports::back).post(reports::decide))
        .route("/communities/{handle}/moderation", get(moderation::show))
        .route("/communities/{handle}/moving", get(moving::show))
        .route("/communities/{handle}/moving/everything.json", get(moving::everything))
        .route("/communities/{handle}/moving/{deed}", moving::deeds(&Asking::default()))
        .route("/communities/{handle}/settings", get(settings::show).post(settings::save))
        .route("/communities/{handle}/close", get(settings::show).post(settings::close))
        .route("/communities/{handle}/discussions/new", get(compose::new).post(compose::create))
        .route("/discussions/new", get(choose::show))
        .route("/discussions/{id}", get(topic::find))
        .route("/discussions/{id}/{slug}", get(topic::show))
        .route("/discussions/{id}/edit", get(compose::edit).post(compose::save))
        .route("/discussions/{id}/history", get(topic::history))
}
