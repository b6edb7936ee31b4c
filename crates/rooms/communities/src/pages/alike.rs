//! Before somebody asks: whether the answer is here already, and who may know it.

use content::{
    read::Card,
    search::{self, Scope},
};
use domain::Lang;
use people::persons::{self, PersonFilter};
use web::Ctx;

use crate::{discussion::DISCUSSION, head::actor_href};

/// Things that are shown.
const THINGS: usize = 5;
/// People that are shown.
const PEOPLE: usize = 4;

/// A thing that may be the answer.
pub struct Thing {
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    pub lang: Lang,
    /// Who wrote it, and for whom.
    pub by: String,
    pub answered: bool,
}

/// Somebody who may know.
pub struct Knows {
    pub href: String,
    pub name: String,
    pub headline: String,
}

/// What is there for a question with this title.
#[derive(Default)]
pub struct Alike {
    pub things: Vec<Thing>,
    pub people: Vec<Knows>,
}

impl Alike {
    /// Seeks what shares most words with the title; the authors of practices among it know, and so
    /// do those who work on the same.
    pub async fn find(ctx: &Ctx, title: &str) -> web::Result<Self> {
        let kinds = ["practice", DISCUSSION.name];
        let kinds = kinds.into_iter().filter(|k| ctx.app.kinds().get(k).is_some()).collect();
        let scope = Scope { kinds, group: None };
        let (who, lang, mut q) = (ctx.who(), ctx.tr.lang(), ctx.read());
        let title = domain::text::excerpt(title, 200);
        let cards = search::alike(&mut q, &who, &title, &scope, lang, THINGS).await?;
        let authors = cards.iter().filter(|c| c.kind != DISCUSSION.name).map(|c| Knows {
            href: actor_href(false, &c.author_handle, &c.author_host),
            name: c.author_name.clone(),
            headline: c.organisation_name.clone(),
        });
        let mut people: Vec<Knows> = Vec::new();
        for author in authors {
            add(&mut people, author);
        }
        let sector = cards.iter().flat_map(Card::sectors).next();
        if let Some(sector) = sector.filter(|_| people.len() < PEOPLE) {
            let filter = PersonFilter { sector: Some(sector), ..PersonFilter::default() };
            for person in persons::list(&mut q, &filter, lang, None, PEOPLE).await?.items {
                // She herself does not know, or she would not ask.
                if ctx.viewer.as_ref().is_none_or(|v| v.actor_id != person.id) {
                    let href = actor_href(false, &person.handle, &person.host);
                    add(&mut people, Knows { href, name: person.name, headline: person.headline });
                }
            }
        }
        Ok(Self { things: cards.into_iter().map(|card| thing(ctx, card)).collect(), people })
    }
}

fn add(people: &mut Vec<Knows>, person: Knows) {
    if people.len() < PEOPLE && people.iter().all(|p| p.href != person.href) {
        people.push(person);
    }
}

fn thing(ctx: &Ctx, card: Card) -> Thing {
    let by = [&card.author_name, &card.organisation_name];
    let by: Vec<&str> = by.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    Thing {
        href: web::kind::href(&ctx.app, &card.kind, card.id, &card.slug),
        icon: ctx.app.view(&card.kind).icon,
        by: by.join(" · "),
        title: card.title,
        lang: card.lang,
        answered: card.answered,
    }
}
