//! What a sheet says of lineage: what it was made of, and who has made something of it.

use std::collections::BTreeSet;

use askama::Template;
use content::{
    lineage::{self, FIELDS, Parent, Source, SourceState, Standing, Taken},
    read::{Card, Page},
    voices::Said,
};
use domain::{
    ActorId, Error,
    access::{Action, State},
};
use serde_json::Value;
use web::{Ctx, Html, Shell, Tr};

use super::{super::voices, taken};
use crate::{face, links, shelf};

/// The parts of a sheet that are about lineage; empty where there is nothing to say.
#[derive(Default)]
pub struct Blocks {
    /// What it was made of.
    pub from: Html,
    /// Who has taken it up.
    pub taken: Html,
    /// Where the reader can take it up herself.
    pub adopt: Option<String>,
    /// The organisations that have taken it up by both claims.
    pub organisations: BTreeSet<ActorId>,
    /// Where who has taken it up or uses it is taken along.
    pub take: Html,
}

/// A thing by its title, or by what is left of it.
pub(super) struct Named {
    /// City and country, or the organisation.
    pub place: String,
    /// Its title; may be empty.
    pub title: String,
    /// The language of the title.
    pub lang_attr: Html,
    /// Its page; empty when there is none here.
    pub href: String,
    /// The instance on which it lives; empty for this one.
    pub host: String,
}

#[derive(Template)]
#[template(path = "library/lineage-from.html")]
struct From<'a> {
    shell: &'a Shell,
    heading: String,
    source: Option<Named>,
    /// Where it can be looked up, when it is not here.
    look_up: String,
    says: String,
    class: &'static str,
    fate: Option<String>,
    /// Where one reads what has changed since.
    changed: Option<String>,
    /// Where one goes on translating.
    beside: Option<String>,
    tree: String,
}

struct NoteView {
    label: String,
    html: Html,
}

struct TakenView {
    named: Named,
    relation: String,
    says: String,
    class: &'static str,
    when: String,
    lang_attr: Html,
    notes: Vec<NoteView>,
    /// For the author: where she decides, and whether she would list it.
    decide: Option<(String, bool)>,
}

#[derive(Template)]
#[template(path = "library/lineage-taken.html")]
struct TakenBlock<'a> {
    shell: &'a Shell,
    heading: String,
    rows: Vec<TakenView>,
    tree: String,
}

impl Blocks {
    /// All of them, for a thing that the reader may see. Who has taken it up and says too that it uses it is
    /// shown once.
    pub async fn of(ctx: &Ctx, shell: &Shell, page: &Page, uses: &[Said]) -> Result<Self, Error> {
        let (id, who, lang) = (page.content.id, ctx.who(), ctx.tr.lang());
        let known = ctx.app.kinds().get(&page.content.kind);
        let adaptable = known.is_some_and(|kind| kind.adapted.is_some());
        if !adaptable {
            let take = taken::link(shell, page, !uses.is_empty());
            return Ok(Self { take, ..Self::default() });
        }
        let (mut q, tree) = (ctx.read(), links::below(page.kind, id, "lineage"));
        let author = page.may(&who, Action::Edit);
        let parent = lineage::parent(&mut q, &who, id, lang).await?;
        let from = parent.map(|parent| from(ctx, shell, page, &parent, author, &tree));
        if page.content.state == State::Draft {
            return Ok(Self { from: from.unwrap_or_default(), ..Self::default() });
        }
        let here = page.content.host.is_empty();
        let taken = lineage::taken_up(&mut q, &who, id, author && here, lang).await?;
        let take = taken::link(shell, page, !taken.is_empty() || !uses.is_empty());
        let recognised = taken.iter().filter(|one| one.standing == Standing::Recognised);
        Ok(Self {
            organisations: recognised
                .filter_map(|one| one.card.as_ref()?.organisation_id)
                .collect(),
            take,
            from: from.unwrap_or_default(),
            taken: taken_block(ctx, shell, page, taken, uses, author && here, tree),
            adopt: ctx.signed_in().is_ok().then(|| links::below(page.kind, id, "adopt")),
        })
    }
}

/// A card as it is named here.
pub(super) fn named(shell: &Shell, card: &Card) -> Named {
    let city = card.value("city");
    let place = if city.is_empty() {
        String::new()
    } else {
        face::place(shell.tr(), city, card.value("country"))
    };
    // Not everything says where it comes from; somebody has made it.
    let known = [place, card.organisation_name.clone(), card.author_name.clone()];
    let kind = shelf::named(&shell.ctx().app, &card.kind).map(|(_, kind)| kind);
    Named {
        place: known.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        title: card.title.clone(),
        lang_attr: shell.lang_of(&card.lang),
        href: kind.map_or_else(String::new, |kind| links::sheet(kind, card.id, &card.slug)),
        host: card.host.clone(),
    }
}

/// The host in an address, as it is shown.
pub(super) fn host(iri: &str) -> String {
    iri.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned()
}

/// What both sides say, in words, with the look of its tag.
pub(super) fn says(tr: Tr, standing: Standing) -> (String, &'static str) {
    let class = match standing {
        Standing::Recognised => "tag-ok",
        Standing::Refused => "tag-bad",
        Standing::Claimed | Standing::Waiting | Standing::Listed => "tag-warn",
    };
    (tr.t(&format!("lineage-says-{}", standing.as_str())).to_owned(), class)
}

fn from(ctx: &Ctx, shell: &Shell, page: &Page, parent: &Parent, author: bool, tree: &str) -> Html {
    let (tr, id) = (ctx.tr, page.content.id);
    let mut look_up = String::new();
    let mut gone = None;
    let source = match &parent.source {
        Source::Here(card) => Some(named(shell, card)),
        Source::Withdrawn(kept) => {
            gone = Some(tr.t("lineage-fate-withdrawn").to_owned());
            Some(Named {
                place: kept.place.clone(),
                title: kept.title.clone(),
                lang_attr: shell.lang_of(&kept.lang),
                href: String::new(),
                host: String::new(),
            })
        }
        Source::Elsewhere(iri) => {
            if ctx.signed_in().is_ok() {
                look_up = format!("/search?q={}", web::context::encode(iri));
            }
            Some(Named {
                place: host(iri),
                title: String::new(),
                lang_attr: Html::default(),
                href: String::new(),
                host: String::new(),
            })
        }
        Source::Removed => {
            gone = Some(tr.t("lineage-fate-removed").to_owned());
            None
        }
    };
    let vanished = parent.state == SourceState::Vanished && gone.is_none();
    let draft = page.content.state == State::Draft;
    let (mut says, class) = says(tr, parent.standing);
    if draft || source.is_none() {
        // Nobody has said anything yet, and nothing can be said of what is not there.
        says = String::new();
    }
    let key = match (draft, parent.standing) {
        (false, Standing::Claimed | Standing::Refused | Standing::Waiting) => {
            "lineage-from-claimed".to_owned()
        }
        _ => format!("lineage-from-{}", parent.relation.as_str()),
    };
    let here = matches!(parent.source, Source::Here(_));
    let translated = parent.relation == lineage::Relation::Translated;
    Html::render(&From {
        shell,
        heading: tr.t(&key).to_owned(),
        source,
        look_up,
        says,
        class,
        fate: gone.or_else(|| vanished.then(|| tr.t("lineage-fate-vanished").to_owned())),
        changed: (author && here && parent.behind).then(|| links::below(page.kind, id, "source")),
        beside: (author && draft && here && translated)
            .then(|| links::below(page.kind, id, "beside")),
        tree: if draft { String::new() } else { tree.to_owned() },
    })
}

fn taken_block(
    ctx: &Ctx,
    shell: &Shell,
    page: &Page,
    taken: Vec<Taken>,
    uses: &[Said],
    author: bool,
    tree: String,
) -> Html {
    if taken.is_empty() {
        return Html::default();
    }
    let (tr, id, kind) = (ctx.tr, page.content.id, page.kind);
    let here = taken.iter().filter(|one| one.card.is_some());
    let ways: BTreeSet<&str> = here.map(|one| one.relation.as_str()).collect();
    let key = match ways.into_iter().collect::<Vec<_>>()[..] {
        [way] => format!("lineage-taken-{way}"),
        _ => "lineage-taken".to_owned(),
    };
    let rows: Vec<TakenView> = taken
        .into_iter()
        .map(|one| {
            let (says, class) = says(tr, one.standing);
            let lists = one.standing != Standing::Recognised;
            let decide =
                one.card.as_ref().filter(|_| author).map(|card| {
                    (links::below(kind, id, &format!("adaptations/{}", card.id)), lists)
                });
            let notes = FIELDS.iter().filter_map(|(field, _)| {
                let html = one.notes.get(field.name).and_then(Value::as_str)?;
                let label = tr.t(field.words).to_owned();
                Some(NoteView { label, html: Html::trusted(html) })
            });
            let own = one.card.as_ref().filter(|_| one.standing == Standing::Recognised);
            let own = own.and_then(|card| card.organisation_id);
            let says_so = |said: &&Said| own.is_some() && said.card.organisation_id == own;
            let used = uses.iter().find(says_so).map(|said| NoteView {
                label: tr.t("uses-note").to_owned(),
                html: voices::note(shell, said),
            });
            TakenView {
                notes: notes.chain(used.filter(|used| !used.html.is_empty())).collect(),
                lang_attr: shell.lang_of(&one.lang),
                relation: tr.t(&format!("lineage-is-{}", one.relation.as_str())).to_owned(),
                when: one.card.as_ref().map_or_else(String::new, |c| {
                    tr.t1("lineage-since", "date", ctx.local.date(c.published_at))
                }),
                says,
                class,
                decide,
                named: match &one.card {
                    Some(card) => named(shell, card),
                    None => Named {
                        place: host(&one.iri),
                        title: String::new(),
                        lang_attr: Html::default(),
                        href: String::new(),
                        host: String::new(),
                    },
                },
            }
        })
        .collect();
    let places: BTreeSet<&str> = rows.iter().map(|r| r.named.place.as_str()).collect();
    Html::render(&TakenBlock { shell, heading: tr.t1(&key, "n", places.len()), rows, tree })
}
