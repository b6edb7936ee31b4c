//! `/following`: what those publish whom one follows, and who they are.

use askama::Template;
use axum::routing::get;
use content::read::{Filter, Sort};
use federation::ActorKind;
use people::{
    Cursor,
    follows::{self, Follow, Followed},
};
use web::{Ctx, Html, Routes, Shell, context::encode};

use super::{listed, organisation, person};

/// Things on one page.
const PAGE: usize = 30;
/// People and organisations beside them.
const BESIDE: usize = 30;

pub(crate) fn routes() -> Routes {
    Routes::new().route("/following", get(show))
}

#[derive(Template)]
#[template(path = "hall/following.html")]
struct FollowingPage {
    shell: Shell,
    rows: Vec<Html>,
    next: Option<Cursor>,
    followed: Vec<Followed>,
    /// Where the list of those one follows goes on.
    further: Option<Cursor>,
    /// Whether the list beside begins at its beginning.
    whole: bool,
}

impl FollowingPage {
    fn href(&self, followed: &Followed) -> String {
        let card = &followed.card;
        match followed.kind {
            ActorKind::Organisation => organisation::href(&card.handle, &card.host),
            _ => person::href(&card.handle, &card.host),
        }
    }

    fn picture(&self, followed: &Followed) -> Html {
        let name = &followed.card.name;
        match followed.kind {
            ActorKind::Organisation => self.shell.avatar_city(name),
            _ => self.shell.avatar(name),
        }
    }

    fn waits(&self, followed: &Followed) -> bool {
        followed.follow == Follow::Requested
    }

    fn follows_nobody(&self) -> bool {
        self.followed.is_empty() && self.whole
    }

    fn further_href(&self, cursor: &Cursor) -> String {
        format!("/following?whom={}#whom", encode(&cursor.to_string()))
    }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let params = ctx.params();
    let after = Cursor::parse(params.get("after"));
    let whom = Cursor::parse(params.get("whom"));
    let filter = Filter { followed: true, sort: Sort::New, ..Filter::default() };
    let page = listed::list(&ctx, &filter, after.as_ref(), PAGE).await?;
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let followed = follows::list(&mut ctx.read(), &who, lang, whom.as_ref(), BESIDE).await?;
    let shell = ctx.shell(ctx.tr.t("following-page"));
    ctx.page(&FollowingPage {
        rows: listed::rows(&shell, &page.items),
        shell,
        next: page.next,
        followed: followed.items,
        further: followed.next,
        whole: whom.is_none(),
    })
}
