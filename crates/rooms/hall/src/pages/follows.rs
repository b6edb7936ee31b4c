//! `/following`: what those publish whom one follows, and who they are.

use askama::Template;
use axum::routing::get;
use content::read::{Filter, Sort};
use federation::ActorKind;
use people::{
    Cursor,
    follows::{self, Follow, Followed},
};
use web::{
    Ctx, Html, Routes, Shell,
    context::encode,
    table::{self, Cell, List, Of},
};

use super::{listed, organisation, person};

/// Things on one page.
const PAGE: usize = 30;
/// People and organisations beside them.
const BESIDE: usize = 30;
/// Those of them who are read at a time for a table.
const BATCH: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/following", get(show))
        .table("/following", &get(take))
        .table("/following/whom", &get(take_whom))
}

/// Whom one follows as a table.
static WHOM: List<Followed> = List {
    name: "following",
    columns: &[
        Of::new("name", "table-name", |_, f: &Followed| Cell::text(&f.card.name)),
        Of::new("kind", "table-who", |ctx, f: &Followed| {
            let organisation = f.kind == ActorKind::Organisation;
            let key = if organisation { "table-who-organisation" } else { "table-who-person" };
            Cell::text(ctx.tr.t(key))
        }),
        Of::new("organisation", "table-works-for", |_, f: &Followed| {
            Cell::text(&f.card.organisation_name)
        }),
        Of::new("state", "table-state", |ctx, f: &Followed| {
            let waits = f.follow == Follow::Requested;
            Cell::text(if waits { ctx.tr.t("follow-requested") } else { "" })
        }),
        Of::new("host", "table-host", |_, f: &Followed| Cell::text(&f.card.host)),
        Of::new("address", "table-address", |ctx, f: &Followed| table::address(ctx, &href(f))),
    ],
};

/// The page of somebody whom one follows.
fn href(followed: &Followed) -> String {
    let card = &followed.card;
    match followed.kind {
        ActorKind::Organisation => organisation::href(&card.handle, &card.host),
        _ => person::href(&card.handle, &card.host),
    }
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
        href(followed)
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

/// What those publish whom the reader follows.
fn filter() -> Filter {
    Filter { followed: true, sort: Sort::New, ..Filter::default() }
}

async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let params = ctx.params();
    let after = Cursor::parse(params.get("after"));
    let whom = Cursor::parse(params.get("whom"));
    let page = listed::list(&ctx, &filter(), after.as_ref(), PAGE).await?;
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

/// `GET /following/list.csv` and the same in other forms: what they publish.
async fn take(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    table::CARDS.answer(&ctx, ctx.tr.t("following-page"), table::cards(&ctx, filter())).await
}

/// `GET /following/whom/list.csv` and the same in other forms: who they are.
async fn take_whom(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let (store, who, lang) = (ctx.store().clone(), ctx.who(), ctx.tr.lang());
    let all = table::pages(move |after| {
        let store = store.clone();
        async move { follows::list(&mut store.read(), &who, lang, after.as_ref(), BATCH).await }
    });
    WHOM.answer(&ctx, ctx.tr.t("following-whom"), all).await
}
