//! What ledgers are called in the language of the reader: an application like its programme, and what two cities have in
//! a programme by the two of them, as long as nobody has called it otherwise.

use std::collections::{BTreeSet, HashMap};

use content::{
    Values,
    read::{self, Card},
};
use domain::{ContentId, Lang, id::LedgerId};
use people::ledger::{self, Line, Open, Side};
use web::{Ctx, Tr, room::Titles};

use crate::{
    application::KIND,
    workspace::{MENTORING, entry},
};

/// What something is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Called {
    /// Its title.
    pub title: String,
    /// The programme that it belongs to, where its title does not say so.
    pub programme: String,
}

/// A programme that is known here.
struct Known {
    card: Card,
    /// What it is called in each of its languages.
    titles: Vec<String>,
}

/// Programmes by their IRIs, as far as the reader may read them here.
#[derive(Default)]
pub struct Programmes(HashMap<String, Known>);

impl Programmes {
    /// Those to which these ledgers belong.
    pub async fn of(ctx: &Ctx, lines: &[Line]) -> domain::Result<Self> {
        Self::find(ctx, lines.iter().map(|line| line.subject.clone()).collect()).await
    }

    /// Those with these IRIs.
    pub async fn find(ctx: &Ctx, mut iris: Vec<String>) -> domain::Result<Self> {
        let Some(live) = ctx.app.federation().and_then(|f| f.live()) else {
            return Ok(Self::default());
        };
        iris.retain(|iri| !iri.is_empty());
        iris.sort_unstable();
        iris.dedup();
        let (who, lang, mut q) = (ctx.who(), ctx.tr.lang(), ctx.read());
        let cards = read::by_address(&mut q, &who, &live.origin, &iris, lang).await?;
        let ids: Vec<ContentId> = cards.values().map(|card| card.id).collect();
        let langs: BTreeSet<Lang> = cards.values().flat_map(Card::langs).collect();
        let mut titles: HashMap<ContentId, Vec<String>> = HashMap::new();
        for lang in langs {
            for card in read::cards(&mut q, &who, &ids, &lang).await? {
                titles.entry(card.id).or_default().push(card.title);
            }
        }
        let known = cards.into_iter().map(|(iri, card)| {
            let titles = titles.get(&card.id).cloned().unwrap_or_default();
            (iri, Known { card, titles })
        });
        Ok(Self(known.collect()))
    }

    /// A programme in the language of the reader.
    pub fn card(&self, iri: &str) -> Option<&Card> {
        self.0.get(iri).map(|known| &known.card)
    }

    /// A programme with what it says.
    pub fn values(&self, iri: &str) -> Option<(ContentId, &Values)> {
        self.card(iri).map(|card| (card.id, &card.details.0))
    }

    /// What a ledger of a list is called.
    pub fn call(&self, tr: Tr, line: &Line) -> Called {
        if line.kind == MENTORING.name {
            let parties = [&*line.first_name, &*line.second_name];
            return self.pair(tr, &line.subject, &line.title, parties);
        }
        let programme = self.card(&line.subject).filter(|_| line.kind == KIND.name);
        let title = programme.map_or(&line.title, |card| &card.title);
        Called { title: title.clone(), programme: String::new() }
    }

    /// What two have together is called, by its own title, in the programme of this IRI.
    pub fn pair(&self, tr: Tr, iri: &str, own: &str, [mentor, mentee]: [&str; 2]) -> Called {
        let known = self.0.get(iri);
        let titles = known.map(|known| (&*known.card.title, &*known.titles));
        called(own, titles, || tr.t2("workspace-pair", "mentee", mentee, "mentor", mentor))
    }
}

/// By its own title, and by its parties where that is the one of its programme: its title for the reader, and all.
fn called(own: &str, programme: Option<(&str, &[String])>, parties: impl Fn() -> String) -> Called {
    match programme {
        None => Called { title: own.to_owned(), programme: String::new() },
        Some((title, all)) => {
            let like_it = own.is_empty() || own == title || all.iter().any(|title| title == own);
            let programme = title.to_owned();
            Called { title: if like_it { parties() } else { own.to_owned() }, programme }
        }
    }
}

/// What a workspace is called.
pub async fn of(ctx: &Ctx, open: &Open) -> domain::Result<Called> {
    let about = open.now.one(entry::ABOUT);
    let (iri, own) = (about.text("programme"), about.text("title"));
    let programmes = Programmes::find(ctx, vec![iri.to_owned()]).await?;
    let parties = Side::BOTH.map(|side| open.ledger.party(side).name.as_str());
    Ok(programmes.pair(ctx.tr, iri, own, parties))
}

/// What ledgers are called that belong to a programme and that the reader may see.
pub fn titles<'a>(ctx: &'a Ctx, ids: &'a [LedgerId]) -> Titles<'a> {
    Box::pin(async move {
        let Some(viewer) = &ctx.viewer else { return Ok(HashMap::new()) };
        let (kinds, lang) = ([MENTORING.name, KIND.name], ctx.tr.lang());
        let mut lines = ledger::latest(&mut ctx.read(), viewer.actor_id, &kinds, lang).await?;
        lines.retain(|line| ids.contains(&line.id) && !line.subject.is_empty());
        let programmes = Programmes::of(ctx, &lines).await?;
        let title = |line: &Line| (line.id, programmes.call(ctx.tr, line).title);
        Ok(lines.iter().map(title).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_like_its_programme_is_called_by_its_cities() {
        let all = ["Cities learn".to_owned(), "Градовете се учат".to_owned()];
        let of = |own: &str, known: bool| {
            let programme = known.then_some(("Градовете се учат", &all[..]));
            let called = called(own, programme, || "Хасково ↔ Утрехт".to_owned());
            (called.title, called.programme)
        };
        let pair = ("Хасково ↔ Утрехт".to_owned(), "Градовете се учат".to_owned());
        for own in ["Cities learn", "Градовете се учат", ""] {
            assert_eq!(of(own, true), pair, "{own}");
        }
        assert_eq!(of("Мобилно гише", true), ("Мобилно гише".into(), pair.1.clone()));
        assert_eq!(of("Мобилно гише", false), ("Мобилно гише".into(), String::new()));
    }
}
