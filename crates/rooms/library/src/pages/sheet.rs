//! `/practices/{id}/{slug}`, `/library/{id}/{slug}`: one thing, in the reader's language first.

use askama::Template;
use axum::extract::Path;
use content::{
    model::{Origin, TextState},
    read::{self, Card, Page, VersionInfo},
    versions,
};
use domain::{ContentId, Error, Lang, access::State};
use web::{
    Ctx, Html, Shell,
    conversation::{self, Can, Conversation, framed, wanted},
};

use super::{chapter, checks, cite::cite, gone, inside::inside, lineage, offers, voices};
use crate::{face::Face, links, shelf};

/// One language version in the panel beside the text.
struct VersionView {
    lang: Lang,
    name: String,
    href: String,
    shown: bool,
    outdated: bool,
    words: Vec<String>,
    edit: Option<String>,
    review: Option<String>,
}

/// What is said above a text that is not in the reader's language, or not the author's own.
#[derive(Default)]
struct Note {
    text: String,
    outdated: bool,
    /// The language of the original.
    lang: String,
    original: Option<String>,
    /// Where it is translated or a translation offered, and what that is called.
    translate: Option<(&'static str, String)>,
    /// What a machine can do.
    machine: Html,
}

struct Crumb {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "library/sheet.html")]
struct Sheet {
    shell: Shell,
    crumbs: Vec<Crumb>,
    /// Where a draft is continued; `None` for what is published.
    draft: Option<String>,
    head: Html,
    origin: Html,
    note: Note,
    facts: Html,
    versions: Vec<VersionView>,
    add_version: Option<String>,
    offers: Html,
    revision: String,
    /// Where its changes are read; `None` as long as there are none.
    history: Option<String>,
    /// How it is cited; empty for drafts.
    citation: String,
    inside: Html,
    article: Html,
    kit: Html,
    files: Html,
    emblems: Html,
    lineage: lineage::Blocks,
    voices: voices::Blocks,
    check: Html,
    replies: Html,
    /// Things of the kind about the same, with their addresses.
    alike_heading: String,
    alike: Vec<(String, Card)>,
    icon: &'static str,
    printed: String,
}

#[derive(Template)]
#[template(path = "library/actions.html")]
struct Actions<'a> {
    shell: &'a Shell,
    id: ContentId,
    href: String,
    /// What one asks by, for whoever may or could sign in to it.
    ask: Option<&'a str>,
    begin: Option<(&'static str, &'static str, String)>,
    /// Where it is taken up, and what that is called.
    adopt: Option<(&'a str, String)>,
    edit: Option<String>,
    can: Can,
    bookmarked: bool,
    reacted: bool,
    useful: i64,
    in_group: bool,
    pinned: bool,
    locked: bool,
}

/// `GET /practices/{id}`
pub async fn short(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    Box::pin(show(&ctx, links::id(&id)?)).await
}

/// `GET /practices/{id}/{slug}`. The id alone decides; an old slug still leads here.
pub async fn long(ctx: Ctx, Path((id, _)): Path<(String, String)>) -> web::Result {
    Box::pin(show(&ctx, links::id(&id)?)).await
}

/// The page of a thing of this shelf as this reader may see it; others have pages of their own.
pub async fn open(ctx: &Ctx, id: ContentId) -> Result<Page, Error> {
    let langs = wanted(ctx);
    let page = read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &langs).await?;
    let stands_here =
        shelf::of(&ctx.app, page.kind).is_some_and(|shelf| shelf.href == shelf::at(ctx).href);
    if stands_here { Ok(page) } else { Err(Error::NotFound) }
}

async fn show(ctx: &Ctx, id: ContentId) -> web::Result {
    let mut page = match open(ctx, id).await {
        Ok(page) => page,
        Err(Error::Gone) => return gone::show(ctx, id, None).await,
        Err(error) => return Err(error.into()),
    };
    if page.content.state == State::Removed {
        return gone::show(ctx, id, Some(&page)).await;
    }
    if page.content.position.is_some() {
        return Box::pin(chapter::show(ctx, page)).await;
    }
    page.kind = lineage::kind(ctx, &page).await?;
    let machine = conversation::machine(ctx, &mut page).await?;
    let (kind, shelf) = (page.kind, shelf::at(ctx));
    let conversation = Conversation::open(ctx, &page).await?;
    let face = Face::of_page(&page);
    let files = content::files::of(&mut ctx.read(), id).await?;
    let content = &page.content;
    let href = links::sheet(kind, id, &content.slug);
    let draft = content.state == State::Draft;
    let title = if face.title.is_empty() {
        shelf.t_of(ctx.tr, kind, "library-draft-untitled")
    } else {
        face.title.clone()
    };
    let mut shell = framed(ctx.shell(title).description(&page.text.summary), &page);
    for version in page.versions.iter().filter(|v| v.lang != page.text.lang) {
        shell = shell
            .translation(&version.lang, links::sheet_in(kind, id, &content.slug, &version.lang));
    }
    let can = conversation.can();
    let city = face.city();
    let ask = if city.is_empty() {
        ctx.tr.t("library-ask").to_owned()
    } else {
        ctx.tr.t1("library-ask-city", "city", city)
    };
    // Whoever is no member of the community learns under the text how to become one.
    let asks = !content.closed && kind.commentable && (can.reply || ctx.viewer.is_none());
    let uses = voices::uses(ctx, &page).await?;
    let lineage = lineage::Blocks::of(ctx, &shell, &page, &uses).await?;
    let voices = voices::Blocks::of(ctx, &shell, &page, uses, &lineage.organisations).await?;
    let inside = inside(ctx, &shell, &page, can.edit).await?;
    let actions = if draft {
        Html::default()
    } else {
        Html::render(&Actions {
            shell: &shell,
            id,
            href: href.clone(),
            ask: Some(ask.as_str()).filter(|_| asks),
            begin: inside.begin.or_else(|| {
                let begin = (shelf.begin)(ctx, &page)?;
                Some((begin.icon, begin.key, begin.href))
            }),
            adopt: lineage.adopt.as_deref().map(|at| (at, shelf.t(ctx.tr, "lineage-adopt"))),
            edit: can.edit.then(|| links::edit(kind, id, "")),
            can,
            bookmarked: page.bookmarked,
            reacted: page.reacted,
            useful: content.reaction_count,
            in_group: content.group_id.is_some(),
            pinned: content.pinned_at.is_some(),
            locked: content.closed,
        })
    };
    let alike = if draft {
        Vec::new()
    } else {
        let (who, lang) = (ctx.who(), ctx.tr.lang());
        read::alike(&mut ctx.read(), &who, id, kind.name, &page.sectors, lang).await?
    };
    ctx.page(&Sheet {
        inside: inside.html,
        alike_heading: shelf.t_of(ctx.tr, kind, "library-alike"),
        icon: shelf.icon_of(kind),
        alike: alike
            .into_iter()
            .map(|card| (links::sheet(kind, card.id, &card.slug), card))
            .collect(),
        crumbs: crumbs(ctx, &page),
        draft: draft.then(|| links::edit(kind, id, "")),
        head: face.head(&shell, actions),
        origin: conversation::origin(&shell, &page),
        note: Note {
            machine: machine.map(|text| text.inside(&shell)).unwrap_or_default(),
            ..note(ctx, &page, can.edit)
        },
        facts: face.facts(&shell),
        versions: page.versions.iter().map(|v| version(ctx, &page, v, can.edit)).collect(),
        add_version: can.edit.then(|| links::below(kind, id, "versions/new")),
        offers: offers::Block::of(ctx, &shell, &page).await?,
        revision: revision(ctx, &page),
        history: (content.revision > 1).then(|| links::below(kind, id, "history")),
        citation: if draft { String::new() } else { cite(ctx, &page, &face) },
        article: face.article(&shell),
        kit: face.kit(&shell),
        files: web::files::list(&shell, &files, &content.lang),
        emblems: web::files::emblems(&shell, &files),
        lineage,
        voices,
        check: checks::block(ctx, &shell, &page),
        replies: if draft {
            Html::default()
        } else {
            conversation.replies_with(&shelf.t_of(ctx.tr, kind, "library-ask-meta"))
        },
        printed: printed(ctx, &page, &face),
        shell,
    })
}

fn crumbs(ctx: &Ctx, page: &Page) -> Vec<Crumb> {
    let shelf = shelf::at(ctx);
    let mut crumbs =
        vec![Crumb { label: shelf.t(ctx.tr, "library-list-title"), href: shelf.href.into() }];
    if let Some(sector) = page.sectors.first() {
        crumbs.push(Crumb {
            label: ctx.tr.sector(sector.slug()).to_owned(),
            href: links::sector(page.kind, *sector),
        });
    }
    crumbs
}

fn version(ctx: &Ctx, page: &Page, v: &VersionInfo, edit: bool) -> VersionView {
    let (id, kind, tr) = (page.content.id, page.kind, ctx.tr);
    let outdated = v.state == TextState::Outdated;
    let translated = v.origin != Origin::Original;
    let mut words = vec![tr.t(&format!("library-version-{}", v.origin.as_str())).to_owned()];
    if translated && !v.author.is_empty() && v.author != page.author.name {
        words.push(tr.t1("library-version-by", "name", v.author.as_str()));
    }
    match &v.reviewer {
        Some(name) => words.push(tr.t1("library-version-reviewed-by", "name", name.as_str())),
        None if v.origin == Origin::Machine => {
            words.push(tr.t("library-version-unreviewed").to_owned());
        }
        None => {}
    }
    if outdated {
        words.push(tr.t("library-version-outdated").to_owned());
    }
    VersionView {
        name: v.lang.autonym().to_owned(),
        href: links::sheet_in(kind, id, &page.content.slug, &v.lang),
        shown: v.lang == page.text.lang,
        outdated,
        words,
        edit: (edit && translated).then(|| links::version(kind, id, &v.lang)),
        review: (edit && translated && v.reviewer.is_none() && !outdated)
            .then(|| links::below(kind, id, &format!("versions/{}/review", v.lang))),
        lang: v.lang.clone(),
    }
}

fn note(ctx: &Ctx, page: &Page, edit: bool) -> Note {
    let (text, original, shelf) = (&page.text, &page.content.lang, shelf::at(ctx));
    let language = ctx.tr.language(original.as_str());
    if text.origin != Origin::Original {
        let key = match (text.origin, text.reviewed_by.is_some()) {
            (Origin::Machine, false) => "library-note-machine",
            (Origin::Machine, true) => "library-note-machine-reviewed",
            _ => "library-note-translation",
        };
        return Note {
            text: ctx.tr.t1(&shelf.key(ctx.tr, key), "language", language),
            outdated: text.state == TextState::Outdated,
            lang: original.to_string(),
            original: Some(links::sheet_in(
                page.kind,
                page.content.id,
                &page.content.slug,
                original,
            )),
            translate: None,
            machine: Html::default(),
        };
    }
    let reads = ctx.tr.lang();
    if original.primary() == reads.primary() || ctx.params().lang("in").is_some() {
        return Note::default();
    }
    Note {
        text: ctx.tr.t1(&shelf.key(ctx.tr, "library-note-missing"), "language", language),
        lang: original.to_string(),
        translate: match (edit, versions::may(&ctx.who(), page.kind, &page.content)) {
            (true, _) => {
                let href = links::version(page.kind, page.content.id, reads);
                Some(("library-note-translate", href))
            }
            (_, true) => {
                let href = links::offered(page.kind, page.content.id, reads);
                Some(("library-note-offer", href))
            }
            _ => None,
        },
        ..Note::default()
    }
}

fn revision(ctx: &Ctx, page: &Page) -> String {
    let c = &page.content;
    let at = c.edited_at.or(c.published_at).unwrap_or(c.updated_at);
    ctx.tr.t2("library-revision", "n", c.revision, "date", ctx.local.date(at))
}

/// The line at the end of a print.
pub fn printed(ctx: &Ctx, page: &Page, face: &Face) -> String {
    let site = ctx.app.origin().map_or_else(String::new, |o| o.to_string());
    let host = site.split("://").last().unwrap_or_default();
    let licence = face.licence_name(ctx.tr);
    let date = ctx.local.date(ctx.now);
    let values: [(&str, &dyn web::ToArg); 4] =
        [("host", &host), ("date", &date), ("n", &page.content.revision), ("licence", &licence)];
    if licence.is_empty() {
        ctx.tr.tf("library-printed-free", &values[..3])
    } else {
        ctx.tr.tf("library-printed", &values)
    }
}
