//! `/library/new`: what is it that you want to add?

use askama::Template;
use web::{Ctx, Shelf, Shell};

struct Choice {
    icon: &'static str,
    name: String,
    hint: String,
    href: String,
}

#[derive(Template)]
#[template(path = "library/kinds.html")]
struct Kinds {
    shell: Shell,
    choices: Vec<Choice>,
}

/// The kinds of a shelf that the reader may write, each with what it is for.
pub fn show(ctx: &Ctx, shelf: &'static Shelf) -> web::Result {
    let viewer = ctx.signed_in()?;
    let open = shelf.kinds.iter().filter(|kind| kind.is_open_to(viewer));
    let choices = open.map(|kind| Choice {
        icon: shelf.icon_of(kind),
        name: ctx.tr.t(&kind.name_key()).to_owned(),
        hint: shelf.t(ctx.tr, &format!("library-new-{}", kind.name)),
        href: format!("{}/new?kind={}", shelf.href, kind.name),
    });
    ctx.page(&Kinds {
        shell: ctx
            .shell(shelf.t(ctx.tr, "library-new-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .noindex(),
        choices: choices.collect(),
    })
}
