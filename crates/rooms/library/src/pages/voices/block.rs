//! The parts of a sheet that are about what others say: the summary of its reviews, and who uses it.

use std::collections::BTreeSet;

use askama::Template;
use content::{
    kind::Voice,
    read::Page,
    voices::{self, Request, Said},
};
use domain::{
    ActorId, Error,
    access::{Action, State},
};
use web::{Ctx, Html, Shell};

use crate::{
    links,
    review::{CRITERIA, MARKS},
};

/// These parts; empty where there is nothing to say or to do.
#[derive(Default)]
pub struct Blocks {
    /// A request to the reader.
    pub asked: Html,
    /// The reviews.
    pub reviews: Html,
    /// Who uses it.
    pub uses: Html,
}

/// One criterion: its name, and how often each mark was given, in words.
struct Criterion {
    name: String,
    marks: Vec<(&'static str, String)>,
}

struct Opinion {
    said: Said,
    href: String,
    word: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "library/voices/reviews.html")]
struct Reviews<'a> {
    shell: &'a Shell,
    heading: String,
    criteria: Vec<Criterion>,
    opinions: Vec<Opinion>,
    write: Option<String>,
    ask: Option<String>,
}

struct Use {
    said: Said,
    href: String,
    note: Html,
}

#[derive(Template)]
#[template(path = "library/voices/uses.html")]
struct Uses<'a> {
    shell: &'a Shell,
    heading: String,
    rows: Vec<Use>,
    /// Whether nobody says it, not even those who stand among the adaptations.
    none: bool,
    /// Where the reader says it for her organisation, or changes what she said.
    endorse: Option<String>,
    /// Whether it was said already.
    said: bool,
}

#[derive(Template)]
#[template(path = "library/voices/asked.html")]
struct Asked<'a> {
    shell: &'a Shell,
    request: Request,
    action: String,
    write: String,
}

#[derive(Template)]
#[template(path = "library/voices/use-note.html")]
struct Note<'a> {
    shell: &'a Shell,
    since: String,
    how: &'a str,
    lang_attr: Html,
}

/// How and since when an organisation uses a thing, in one line; empty when it does not say.
pub fn note(shell: &Shell, said: &Said) -> Html {
    let since = said.card.value("since");
    let local = &shell.ctx().local;
    Html::render(&Note {
        shell,
        since: if since.is_empty() { String::new() } else { local.partial_date(since) },
        how: said.field("how"),
        lang_attr: shell.lang_of(&said.card.lang),
    })
}

/// Who says that it uses a thing.
pub async fn uses(ctx: &Ctx, page: &Page) -> Result<Vec<Said>, Error> {
    said(ctx, page, Voice::Endorsement).await
}

async fn said(ctx: &Ctx, page: &Page, voice: Voice) -> Result<Vec<Said>, Error> {
    if page.kind.said_by(voice).is_none() || page.content.state != State::Published {
        return Ok(Vec::new());
    }
    voices::read::of(&mut ctx.read(), &ctx.who(), &page.content, voice, ctx.tr.lang()).await
}

impl Blocks {
    /// All of them. Organisations in `taken` stand among those that have taken the thing up already.
    pub async fn of(
        ctx: &Ctx,
        shell: &Shell,
        page: &Page,
        uses: Vec<Said>,
        taken: &BTreeSet<ActorId>,
    ) -> Result<Self, Error> {
        if page.content.state != State::Published {
            return Ok(Self::default());
        }
        let said = [Voice::Review, Voice::Endorsement].map(|voice| page.kind.said_by(voice));
        let may = said.iter().any(Option::is_some)
            && voices::offered(&mut ctx.read(), &ctx.who(), &page.content).await?;
        Ok(Self {
            asked: asked(ctx, shell, page).await?,
            reviews: reviews(ctx, shell, page, may).await?,
            uses: used(ctx, shell, page, uses, taken, may),
        })
    }
}

async fn asked(ctx: &Ctx, shell: &Shell, page: &Page) -> Result<Html, Error> {
    let (id, kind) = (page.content.id, page.kind);
    let Some(me) = ctx.who().person().filter(|_| kind.said_by(Voice::Review).is_some()) else {
        return Ok(Html::default());
    };
    let request = voices::asking::to(&mut ctx.read(), id, me, ctx.tr.lang()).await?;
    Ok(request.map_or_else(Html::default, |request| {
        Html::render(&Asked {
            shell,
            request,
            action: links::below(kind, id, "asked"),
            write: links::below(kind, id, "review"),
        })
    }))
}

async fn reviews(ctx: &Ctx, shell: &Shell, page: &Page, may: bool) -> Result<Html, Error> {
    let (tr, id, kind) = (ctx.tr, page.content.id, page.kind);
    let Some(review) = kind.said_by(Voice::Review) else { return Ok(Html::default()) };
    // A thing that nobody has reviewed costs no statement.
    let all = if page.content.review_count > 0 {
        said(ctx, page, Voice::Review).await?
    } else {
        Vec::new()
    };
    let asks = page.may(&ctx.who(), Action::Edit) && page.content.host.is_empty();
    if all.is_empty() && !may && !asks {
        return Ok(Html::default());
    }
    let criteria = CRITERIA.iter().map(|(field, _)| Criterion {
        name: tr.t(&review.section_key(field)).to_owned(),
        marks: MARKS
            .iter()
            .filter_map(|mark| {
                let n = all.iter().filter(|said| said.card.value(field) == *mark).count();
                let word = tr.t(&review.option_key(field, mark)).to_owned();
                (n > 0).then(|| (*mark, tr.t2("reviews-mark-count", "mark", word, "n", n)))
            })
            .collect(),
    });
    let mine = all.iter().any(|said| Some(said.card.author_id) == ctx.who().person());
    Ok(Html::render(&Reviews {
        shell,
        heading: tr.t1("reviews-heading", "n", all.len()),
        criteria: criteria.filter(|c| !c.marks.is_empty()).collect(),
        write: (may && !mine).then(|| links::below(kind, id, "review")),
        ask: asks.then(|| links::below(kind, id, "reviewers")),
        opinions: all
            .into_iter()
            .map(|said| {
                let opinion = said.card.value("opinion");
                Opinion {
                    href: links::sheet(review, said.card.id, &said.card.slug),
                    word: tr.t(&review.option_key("opinion", opinion)).to_owned(),
                    class: super::opinion::look(opinion),
                    said,
                }
            })
            .collect(),
    }))
}

fn used(
    ctx: &Ctx,
    shell: &Shell,
    page: &Page,
    mut all: Vec<Said>,
    taken: &BTreeSet<ActorId>,
    may: bool,
) -> Html {
    let (tr, id, kind) = (ctx.tr, page.content.id, page.kind);
    if kind.said_by(Voice::Endorsement).is_none() {
        return Html::default();
    }
    let own = ctx.viewer.as_ref().and_then(|viewer| viewer.organisation_id);
    let ours = all.iter().find(|s| own.is_some() && s.card.organisation_id == own);
    let mine = ours.is_none_or(|s| Some(s.card.author_id) == ctx.who().person());
    let said = ours.is_some();
    let endorse = (may && own.is_some() && mine).then(|| links::below(kind, id, "endorse"));
    let none = all.is_empty();
    all.retain(|said| said.card.organisation_id.is_some_and(|id| !taken.contains(&id)));
    if all.is_empty() && endorse.is_none() {
        return Html::default();
    }
    let heading = if all.is_empty() {
        tr.t("uses-heading-none").to_owned()
    } else {
        tr.t1("uses-heading", "n", all.len())
    };
    let rows = all.into_iter().map(|said| Use {
        href: organisation(&said),
        note: note(shell, &said),
        said,
    });
    Html::render(&Uses { shell, heading, rows: rows.collect(), none, endorse, said })
}

/// The page of the organisation that says it.
pub fn organisation(said: &Said) -> String {
    links::organisation(&content::read::Actor {
        id: said.card.author_id,
        handle: said.card.organisation_handle.clone(),
        host: said.card.organisation_host.clone(),
        name: String::new(),
    })
}
