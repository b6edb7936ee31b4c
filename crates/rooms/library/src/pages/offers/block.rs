//! The part of a sheet that is about offered versions: what waits for its author, and what became of the
//! reader's own.

use askama::Template;
use content::{
    read::Page,
    versions::{self, Offer, OfferState},
};
use domain::{
    Error,
    access::{Action, State},
};
use web::{Ctx, Html, Shell};

use crate::links;

/// Below the list of versions.
#[derive(Template)]
#[template(path = "library/offers.html")]
pub struct Block<'a> {
    shell: &'a Shell,
    /// What waits, with the page where it is decided.
    waiting: Vec<(Offer, String)>,
    /// The reader's own, with the way to take it back or out of sight, and to change it.
    mine: Vec<(Offer, String, String)>,
    /// Where the reader offers one.
    offer: Option<String>,
}

impl Block<'_> {
    /// The block; empty where there is nothing to say or to do.
    pub async fn of(ctx: &Ctx, shell: &Shell, page: &Page) -> Result<Html, Error> {
        let (who, lang, id) = (ctx.who(), ctx.tr.lang(), page.content.id);
        if who.person().is_none() || page.content.state != State::Published {
            return Ok(Html::default());
        }
        let at = |rest: &str| links::below(page.kind, id, &format!("versions/{rest}"));
        let mut q = ctx.read();
        let waiting = if page.content.host.is_empty() && page.may(&who, Action::Edit) {
            let all = versions::open(&mut q, &who, id, lang).await?;
            let link = |offer: Offer| {
                let href = at(&format!("offers/{}", offer.row_id));
                (offer, href)
            };
            all.into_iter().map(link).collect()
        } else {
            Vec::new()
        };
        let mine = versions::mine(&mut q, &who, id, lang).await?;
        let mine = mine.into_iter().map(|offer| {
            let back = at(&format!("offers/{}/take-back", offer.row_id));
            let change = at(&format!("offer?to={}", offer.lang));
            (offer, back, change)
        });
        let may = versions::may(&who, page.kind, &page.content);
        let block = Block { shell, waiting, mine: mine.collect(), offer: may.then(|| at("offer")) };
        let empty = block.waiting.is_empty() && block.mine.is_empty() && block.offer.is_none();
        Ok(if empty { Html::default() } else { Html::render(&block) })
    }

    fn waits(offer: &Offer) -> bool {
        offer.state == OfferState::Offered
    }

    fn key(offer: &Offer) -> String {
        format!("offers-mine-{}", offer.state.as_str())
    }
}
