//! A practice in a list: where it was done, the promise, what it costs and how well it is known.

use askama::Template;
use content::{
    Kind,
    checks::{FIELDS, is_overdue},
    read::Card,
};
use domain::{Lang, Visibility, access::State};
use web::{Ctx, Html, Shell, Tr};

use crate::{face, links, shelf};

/// Neutral values whose words stand under the summary, with the look of their tag.
const TAGS: [(&str, &str); 6] = [
    ("form", "tag-info"),
    ("cost_band", ""),
    ("evidence_grade", "tag-info"),
    ("availability", ""),
    ("need", ""),
    ("stand", ""),
];

/// Parts of a row in which the sought words are marked: safe HTML made by [`content::search`].
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// The title; empty for the title as it is.
    pub title: String,
    /// The summary; empty for the summary as it is.
    pub summary: String,
    /// The address of the comment or the part in which they stand; empty for the thing itself.
    pub within: String,
    /// The title of that part; comments have none.
    pub within_title: String,
    /// Another place in the text; empty for none.
    pub snippet: String,
    /// The language of that place.
    pub snippet_lang: Option<Lang>,
}

struct Tag {
    label: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "library/card.html")]
struct Row<'a> {
    tr: Tr,
    /// When it was last checked, in words; empty when it does not say.
    checked: String,
    overdue: bool,
    /// The message that says how many have taken it up.
    taken: String,
    untitled: String,
    card: &'a Card,
    href: String,
    place: String,
    lang_attr: Html,
    title: Html,
    summary: Html,
    within: &'a str,
    within_title: Html,
    snippet: Html,
    snippet_attr: Html,
    tags: Vec<Tag>,
    languages: String,
}

/// The row of a thing; without words, `marked` is empty.
pub fn row(ctx: &Ctx, kind: &Kind, card: &Card, marked: &Marked) -> Html {
    let tr = ctx.tr;
    let checked = card.value(FIELDS[0].name);
    let attr = |lang: &Lang| {
        let same = lang == tr.lang();
        Html::trusted(if same { String::new() } else { format!(" lang=\"{lang}\" dir=\"auto\"") })
    };
    Html::render(&Row {
        tr,
        checked: if checked.is_empty() { String::new() } else { ctx.local.partial_date(checked) },
        overdue: is_overdue(card.next_check, ctx.local.today()),
        taken: shelf::of(&ctx.app, kind).unwrap_or(&shelf::PRACTICES).key(tr, "lineage-card"),
        untitled: face::untitled(ctx, kind),
        card,
        href: links::sheet(kind, card.id, &card.slug),
        place: face::place(tr, card.value("city"), card.value("country")),
        lang_attr: attr(&card.lang),
        title: Html::trusted(&*marked.title),
        summary: Html::trusted(&*marked.summary),
        within: &marked.within,
        within_title: Html::trusted(&*marked.within_title),
        snippet: Html::trusted(&*marked.snippet),
        snippet_attr: attr(marked.snippet_lang.as_ref().unwrap_or(&card.lang)),
        tags: tags(ctx, kind, card),
        languages: card
            .langs()
            .iter()
            .map(|lang| lang.as_str().to_uppercase())
            .collect::<Vec<_>>()
            .join(" · "),
    })
}

#[derive(Template)]
#[template(path = "library/row.html")]
struct Short<'a> {
    shell: &'a Shell,
    card: &'a Card,
    icon: &'static str,
    href: String,
    place: String,
}

/// A thing of the library in a list of things of all kinds: an `<li>` of `rows`.
pub fn short(shell: &Shell, card: &Card) -> Html {
    let known = shelf::named(&shell.ctx().app, &card.kind);
    let (shelf, kind) = known.unwrap_or((&shelf::PRACTICES, shelf::PRACTICES.kinds[0]));
    Html::render(&Short {
        shell,
        card,
        icon: shelf.icon_of(kind),
        href: links::sheet(kind, card.id, &card.slug),
        place: face::place(shell.tr(), card.value("city"), card.value("country")),
    })
}

fn tags(ctx: &Ctx, kind: &Kind, card: &Card) -> Vec<Tag> {
    let (tr, mut tags) = (ctx.tr, Vec::new());
    match card.visibility {
        _ if card.state == State::Draft => {
            tags.push(Tag { label: tr.t("library-state-draft").to_owned(), class: "" });
        }
        Visibility::Public => {}
        Visibility::Unlisted => tags.push(private(tr, "library-state-unlisted")),
        Visibility::Members => tags.push(private(tr, "library-state-members")),
        Visibility::Local => tags.push(private(tr, "library-state-local")),
    }
    for sector in card.sectors().into_iter().take(2) {
        tags.push(Tag { label: tr.sector(sector.slug()).to_owned(), class: "" });
    }
    if let Some((name, word)) = kind.also.first() {
        // It is one of the words of another kind on the shelf, where one of them has such a field.
        let kinds = shelf::of(&ctx.app, kind).map_or(&[][..], |shelf| shelf.kinds);
        let with = kinds.iter().find(|other| other.field(name).is_some());
        let key = with.map_or_else(|| kind.name_key(), |other| other.option_key(name, word));
        tags.push(Tag { label: tr.t(&key).to_owned(), class: "tag-info" });
    }
    for (field, class) in TAGS {
        let word = card.value(field);
        if !word.is_empty() && word != "unknown" && kind.field(field).is_some() {
            tags.push(Tag { label: tr.t(&kind.option_key(field, word)).to_owned(), class });
        }
    }
    // That it worked is what one expects; only the rest is worth a word.
    match card.value("outcome") {
        "mixed" => tags.push(Tag { label: tr.t("library-outcome-mixed").to_owned(), class: "" }),
        "failed" => {
            tags.push(Tag { label: tr.t("library-outcome-failed").to_owned(), class: "tag-warn" });
        }
        _ => {}
    }
    tags
}

fn private(tr: Tr, key: &str) -> Tag {
    Tag { label: tr.t(key).to_owned(), class: "tag-plum" }
}
