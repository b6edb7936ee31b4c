//! What may help at once: practices, open offers, and people of the roster. First what is about a need by its words, then
//! what is of the sectors that were chosen with it, which says so.

use std::collections::BTreeSet;

use content::{
    read::{self, Card, Filter},
    search::{self, Scope},
};
use domain::{ActorId, ContentId, Lang, Sector};
use people::{
    colleagues::{self, Colleague},
    ledger::{Ledger, Side},
};
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

/// Practices and offers that are shown of each because of their words, and with those of the sectors.
const CLOSE: usize = 4;
const THINGS: usize = 6;
/// Experts that are shown.
pub const EXPERTS: usize = 6;
/// Of those whose words are about a need so many are looked at: some of them cannot be asked now.
const LOOKED_AT: usize = 20;
/// Entries of the roster that are looked at: those to which something happened last.
const ROSTER: usize = 300;
/// The fields of offers and of experts that say whether they can be had now, and what they say then.
const AVAILABILITY: &str = "availability";
const TAKING: &str = "taking";
const OPEN: &str = "open";

/// A practice or an offer.
pub struct Thing {
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    pub lang: Lang,
    /// Who wrote it, and for whom.
    pub by: String,
    /// From which of the sectors it is, where that is all that speaks for it; else empty.
    pub from: String,
}

/// An entry of the roster.
pub struct Expert {
    pub card: Card,
    pub href: String,
    pub reasons: Vec<String>,
    /// Whether what she says is about the need.
    close: bool,
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
            Some(kind) => things(ctx, need, kind.name, None).await?,
            None => Vec::new(),
        };
        let offers = offers(ctx, need).await?;
        let experts = Roster::load(ctx, need, None).await?.fitting(ctx, need, EXPERTS).await?;
        Ok(Self { practices, experts, offers })
    }

    /// Whether nobody has written anything about it.
    pub fn is_far(&self) -> bool {
        let mut things = self.practices.iter().chain(&self.offers);
        things.all(|thing| !thing.from.is_empty()) && self.experts.iter().all(|e| !e.close)
    }

    /// Whether there is something of the sectors all the same.
    pub fn has_some(&self) -> bool {
        !(self.practices.is_empty() && self.offers.is_empty() && self.experts.is_empty())
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

/// What is listed of a kind: of these sectors where there are some, and open by this field where one is named.
async fn listed(
    ctx: &Ctx,
    kind: &'static str,
    sectors: Vec<Sector>,
    open: Option<&str>,
    most: usize,
) -> web::Result<Vec<Card>> {
    let facets = open.map(|field| (field.to_owned(), vec![OPEN.to_owned()]));
    let facets = facets.into_iter().collect();
    let filter = Filter { kinds: vec![kind], sectors, facets, ..Filter::default() };
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    Ok(read::list(&mut ctx.read(), &who, &filter, lang, None, most).await?.items)
}

/// Things of a kind that fit, of those that are open by this field where one is named: those that say the same, then
/// those of the same sectors.
async fn things(
    ctx: &Ctx,
    need: &Need,
    kind: &'static str,
    open: Option<&str>,
) -> web::Result<Vec<Thing>> {
    let mut close = alike(ctx, need, kind, LOOKED_AT).await?;
    close.retain(|card| open.is_none_or(|field| card.value(field) == OPEN));
    close.truncate(CLOSE);
    let known: Vec<ContentId> = close.iter().map(|card| card.id).collect();
    let mut all: Vec<Thing> =
        close.into_iter().map(|card| thing(ctx, card, String::new())).collect();
    let sectors = sectors(need);
    if sectors.is_empty() {
        return Ok(all);
    }
    let more = listed(ctx, kind, sectors.clone(), open, THINGS + known.len()).await?;
    for card in more.into_iter().filter(|card| !known.contains(&card.id)) {
        if all.len() < THINGS {
            let common = card.sectors().into_iter().filter(|sector| sectors.contains(sector));
            let common: Vec<String> = common.map(|sector| sector.slug().to_owned()).collect();
            let from = said(ctx, &Reason::FromSectors(common));
            all.push(thing(ctx, card, from));
        }
    }
    Ok(all)
}

/// Offers that are open.
pub async fn offers(ctx: &Ctx, need: &Need) -> web::Result<Vec<Thing>> {
    things(ctx, need, OFFER.name, Some(AVAILABILITY)).await
}

fn thing(ctx: &Ctx, card: Card, from: String) -> Thing {
    let by = [&card.author_name, &card.organisation_name];
    let by: Vec<&str> = by.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    Thing {
        href: web::kind::href(&ctx.app, &card.kind, card.id, &card.slug),
        icon: ctx.app.view(&card.kind).icon,
        by: by.join(" · "),
        title: card.title,
        lang: card.lang,
        from,
    }
}

/// Everybody who can be asked; not whoever asks, nor her own colleagues.
pub struct Roster {
    pub cards: Vec<Card>,
    /// Those whose words are about the need.
    close: Vec<ContentId>,
}

impl Roster {
    /// For whoever asks in this ledger; without one, the reader.
    pub async fn load(ctx: &Ctx, need: &Need, ledger: Option<&Ledger>) -> web::Result<Self> {
        let asker: ActorId = match ledger {
            Some(ledger) => ledger.party(Side::First).id,
            None => ctx.signed_in()?.actor_id,
        };
        let close = alike(ctx, need, EXPERT.name, LOOKED_AT).await?;
        let mut cards = listed(ctx, EXPERT.name, Vec::new(), Some(TAKING), ROSTER).await?;
        let ids: Vec<ContentId> = close.iter().map(|card| card.id).collect();
        let known: BTreeSet<ContentId> = cards.iter().map(|card| card.id).collect();
        cards.extend(close.into_iter().filter(|card| !known.contains(&card.id)));
        cards.retain(|card| {
            let asks = card.author_id == asker || card.organisation_id == Some(asker);
            card.value(TAKING) == OPEN && !asks
        });
        Ok(Self { cards, close: ids })
    }

    /// At most `most` of them who fit, the best first.
    pub async fn fitting(&self, ctx: &Ctx, need: &Need, most: usize) -> web::Result<Vec<Expert>> {
        let sectors = sectors(need);
        let fits = |card: &&Card| {
            let agrees = card.sectors().iter().any(|sector| sectors.contains(sector));
            agrees || self.close.contains(&card.id)
        };
        let some: Vec<Card> = self.cards.iter().filter(fits).cloned().collect();
        let mut candidates = candidates(ctx, &some).await?;
        for (card, candidate) in some.iter().zip(&mut candidates) {
            candidate.close = self.close.contains(&card.id);
        }
        let fits = ranking::rank(need, &candidates);
        let shown = fits.into_iter().take(most).filter_map(|fit| {
            let card = some.get(fit.place)?.clone();
            Some(Expert {
                href: web::kind::href(&ctx.app, &card.kind, card.id, &card.slug),
                reasons: fit.reasons.iter().map(|reason| said(ctx, reason)).collect(),
                close: fit.close,
                card,
            })
        });
        Ok(shown.collect())
    }

    /// They as people whom one can name, each once, by what they are called in any language.
    pub async fn colleagues(&self, ctx: &Ctx) -> web::Result<Vec<Colleague>> {
        let ids: Vec<ActorId> = self.cards.iter().map(|card| card.author_id).collect();
        let mut names = colleagues::names(&mut ctx.read(), &ids).await?;
        let mut known = BTreeSet::new();
        let each = self.cards.iter().filter(|card| known.insert(card.author_id));
        let colleague = |card: &Card| {
            let about = [&card.organisation_name, &card.title];
            let about: Vec<&str> =
                about.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
            Colleague {
                id: card.author_id,
                handle: card.author_handle.clone(),
                host: card.author_host.clone(),
                name: card.author_name.clone(),
                names: names.remove(&card.author_id).unwrap_or_default(),
                about: about.join(", "),
            }
        };
        Ok(each.map(colleague).collect())
    }
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
        close: false,
    }
}

/// A reason as people read it.
fn said(ctx: &Ctx, reason: &Reason) -> String {
    let tr = ctx.tr;
    let joined = |all: &[String], name: &dyn Fn(&str) -> String| {
        all.iter().map(|word| name(word)).collect::<Vec<_>>().join(", ")
    };
    let sectors = |all: &[String]| joined(all, &|s| tr.sector(s).to_owned());
    match reason {
        Reason::Words(all) => tr.t1("assistance-why-words", "what", all.join(", ")),
        Reason::About => tr.t("assistance-why-about").to_owned(),
        Reason::Sectors(all) => tr.t1("assistance-why-sectors", "what", sectors(all)),
        Reason::FromSectors(all) => {
            tr.t2("assistance-from-sectors", "n", all.len(), "what", sectors(all))
        }
        Reason::Stage(stage) => {
            tr.t1("assistance-why-stage", "what", tr.word("assistance-stage", stage))
        }
        Reason::Languages(all) => {
            tr.t1("assistance-why-languages", "what", joined(all, &|l| tr.language(l).to_owned()))
        }
    }
}
