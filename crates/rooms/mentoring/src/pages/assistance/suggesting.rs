//! What may help at once: practices, open offers, and people of the roster, found by the words of a need.

use std::collections::BTreeSet;

use content::{
    read::{self, Card, Filter},
    search::{self, Scope},
};
use domain::{ActorId, ContentId, Lang, Sector};
use people::ledger::{Ledger, Side};
use web::Ctx;

use crate::{
    assistance::{
        asking::Need,
        ranking::{self, Candidate, Reason},
        words,
    },
    expert::EXPERT,
    offer::OFFER,
};

/// Practices and offers that are shown of each.
const THINGS: usize = 4;
/// Experts that are shown.
pub const EXPERTS: usize = 6;
/// Entries of the roster that are looked at: those to which something happened last.
const ROSTER: usize = 300;

/// A practice or an offer.
pub struct Thing {
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    pub lang: Lang,
    /// Who wrote it, and for whom.
    pub by: String,
}

/// An entry of the roster.
pub struct Expert {
    pub card: Card,
    pub href: String,
    pub reasons: Vec<String>,
}

/// All of it.
pub struct Found {
    pub practices: Vec<Thing>,
    pub experts: Vec<Expert>,
    pub offers: Vec<Thing>,
}

impl Found {
    /// What fits a need.
    pub async fn find(ctx: &Ctx, need: &Need) -> web::Result<Self> {
        let practices = match ctx.app.kinds().get("practice") {
            Some(kind) => alike(ctx, need, kind.name, THINGS).await?,
            None => Vec::new(),
        };
        let offers = offers(ctx, need).await?;
        Ok(Self {
            practices: practices.into_iter().map(|card| thing(ctx, card)).collect(),
            experts: experts(ctx, need, &roster(ctx, None).await?, EXPERTS).await?,
            offers: offers.into_iter().map(|card| thing(ctx, card)).collect(),
        })
    }

    /// Whether nobody has written anything about it, so that only people are left to ask.
    pub fn is_far(&self) -> bool {
        self.practices.is_empty() && self.offers.is_empty()
    }
}

fn sectors(need: &Need) -> Vec<Sector> {
    need.sectors.iter().filter_map(|s| Sector::parse(s)).collect()
}

/// What is about the same as a need.
async fn alike(ctx: &Ctx, need: &Need, kind: &'static str, most: usize) -> web::Result<Vec<Card>> {
    let (who, lang, sectors) = (ctx.who(), ctx.tr.lang(), sectors(need));
    let scope = Scope { kinds: vec![kind], group: None };
    let mut q = ctx.read();
    Ok(search::related(&mut q, &who, &need.text, &sectors, &scope, lang, most).await?)
}

/// Offers that are open: those that say the same, then those about the same.
pub async fn offers(ctx: &Ctx, need: &Need) -> web::Result<Vec<Card>> {
    let mut found = alike(ctx, need, OFFER.name, THINGS * 3).await?;
    found.retain(|card| card.value("availability") == "open");
    let sectors = sectors(need);
    if found.len() < THINGS && !sectors.is_empty() {
        let filter = Filter {
            kinds: vec![OFFER.name],
            sectors,
            facets: vec![("availability".into(), vec!["open".into()])],
            ..Filter::default()
        };
        let (who, lang) = (ctx.who(), ctx.tr.lang());
        let more = read::list(&mut ctx.read(), &who, &filter, lang, None, THINGS).await?.items;
        let known: Vec<_> = found.iter().map(|c| c.id).collect();
        found.extend(more.into_iter().filter(|c| !known.contains(&c.id)));
    }
    found.truncate(THINGS);
    Ok(found)
}

pub fn thing(ctx: &Ctx, card: Card) -> Thing {
    let by = [&card.author_name, &card.organisation_name];
    let by: Vec<&str> = by.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    Thing {
        href: web::kind::href(&ctx.app, &card.kind, card.id, &card.slug),
        icon: ctx.app.view(&card.kind).icon,
        by: by.join(" · "),
        title: card.title,
        lang: card.lang,
    }
}

/// Everybody of the roster who can be asked; not whoever asks, nor her own colleagues.
pub async fn roster(ctx: &Ctx, ledger: Option<&Ledger>) -> web::Result<Vec<Card>> {
    let filter = Filter {
        kinds: vec![EXPERT.name],
        facets: vec![("taking".into(), vec!["open".into()])],
        ..Filter::default()
    };
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let roster = read::list(&mut ctx.read(), &who, &filter, lang, None, ROSTER).await?.items;
    let viewer = ctx.signed_in()?;
    let asks: Vec<ActorId> = match ledger {
        Some(ledger) => vec![ledger.party(Side::First).id],
        None => vec![viewer.actor_id],
    };
    Ok(roster
        .into_iter()
        .filter(|c| !asks.contains(&c.author_id))
        .filter(|c| c.organisation_id.is_none_or(|id| !asks.contains(&id)))
        .collect())
}

/// At most `most` of these who fit, the best first.
pub async fn experts(
    ctx: &Ctx,
    need: &Need,
    roster: &[Card],
    most: usize,
) -> web::Result<Vec<Expert>> {
    let fits = ranking::rank(need, &candidates(ctx, roster).await?);
    let shown = fits.into_iter().take(most).filter_map(|fit| {
        let card = roster.get(fit.place)?.clone();
        Some(Expert {
            href: web::kind::href(&ctx.app, &card.kind, card.id, &card.slug),
            reasons: fit.reasons.iter().map(|reason| said(ctx, reason)).collect(),
            card,
        })
    });
    Ok(shown.collect())
}

/// What they say of themselves, in every language in which it is there: the reader may be of another than whoever asks.
async fn candidates(ctx: &Ctx, cards: &[Card]) -> web::Result<Vec<Candidate>> {
    let mut all: Vec<Candidate> = cards.iter().map(candidate).collect();
    let langs: BTreeSet<Lang> = cards.iter().flat_map(Card::langs).collect();
    let (who, mut q) = (ctx.who(), ctx.read());
    for lang in langs {
        let lacks = |card: &&Card| card.lang != lang && card.langs().contains(&lang);
        let ids: Vec<ContentId> = cards.iter().filter(lacks).map(|card| card.id).collect();
        for version in read::cards(&mut q, &who, &ids, &lang).await? {
            let of = cards.iter().zip(&mut all).find(|(card, _)| card.id == version.id);
            if let Some((_, candidate)) = of {
                candidate.texts.push(words_of(&version));
            }
        }
    }
    Ok(all)
}

fn words_of(card: &Card) -> (Lang, String) {
    (card.lang.clone(), format!("{} {}", card.title, card.summary))
}

fn candidate(card: &Card) -> Candidate {
    let list = |field: &str| card.details.0.get(field).map(words).unwrap_or_default();
    Candidate {
        sectors: card.sectors().iter().map(|s| s.slug().to_owned()).collect(),
        languages: list("languages"),
        stages: list("stages"),
        texts: vec![words_of(card)],
    }
}

/// A reason as people read it.
fn said(ctx: &Ctx, reason: &Reason) -> String {
    let tr = ctx.tr;
    let joined = |all: &[String], name: &dyn Fn(&str) -> String| {
        all.iter().map(|word| name(word)).collect::<Vec<_>>().join(", ")
    };
    match reason {
        Reason::Sectors(all) => {
            tr.t1("assistance-why-sectors", "what", joined(all, &|s| tr.sector(s).to_owned()))
        }
        Reason::Stage(stage) => {
            tr.t1("assistance-why-stage", "what", tr.word("assistance-stage", stage))
        }
        Reason::Words(all) => tr.t1("assistance-why-words", "what", all.join(", ")),
        Reason::Languages(all) => {
            tr.t1("assistance-why-languages", "what", joined(all, &|l| tr.language(l).to_owned()))
        }
    }
}
