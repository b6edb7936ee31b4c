//! `/discussions/new`: in which of one's communities; with the drafts one has kept.

use askama::Template;
use content::read::{self, Card, Filter};
use people::communities::{self, CommunityCard};
use web::{Ctx, Shell};

use crate::head;

/// Drafts that are shown.
const DRAFTS: usize = 20;

#[derive(Template)]
#[template(path = "discussions/choose.html")]
struct Choose {
    shell: Shell,
    communities: Vec<CommunityCard>,
    drafts: Vec<Card>,
}

impl Choose {
    fn href(&self, card: &CommunityCard) -> String {
        head::href(&card.handle, &card.host)
    }

    fn draft_href(&self, card: &Card) -> String {
        web::kind::href(&self.shell.ctx().app, &card.kind, card.id, &card.slug)
    }
}

/// `GET /discussions/new`
pub async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let (lang, mut q) = (ctx.tr.lang(), ctx.read());
    let mine = communities::mine(&mut q, viewer.actor_id, lang).await?;
    let communities = mine.into_iter().map(|m| m.card).filter(|c| c.standing.is_inside()).collect();
    let filter = Filter { kinds: vec!["discussion"], drafts: true, ..Filter::default() };
    let drafts = read::list(&mut q, &ctx.who(), &filter, lang, None, DRAFTS).await?.items;
    let shell = ctx.shell(ctx.tr.t("discussions-choose-title"));
    ctx.page(&Choose { shell, communities, drafts })
}
