//! What is inside a thing that holds others, on its page: the chapters of a handbook, the cards of a deck,
//! what a collection has collected.

use std::collections::HashMap;

use askama::Template;
use content::{
    parts::{self, Part},
    read::{self, Card, Page},
};
use domain::Lang;
use serde_json::Value;
use web::{Ctx, Html, Shell};

use super::{
    chapter::named,
    deck::{self, Card as Playing},
};
use crate::{collection::COLLECTION, deck::DECK, links, steps};

/// The part of the page between the key facts and the text; empty for things that hold nothing.
pub async fn inside(ctx: &Ctx, shell: &Shell, page: &Page, edit: bool) -> web::Result<Html> {
    if page.kind.parts.is_some() {
        return chapters(ctx, shell, page, edit).await;
    }
    if page.kind.name == DECK.name {
        return Ok(cards(shell, page));
    }
    if page.kind.name == COLLECTION.name {
        return items(ctx, shell, page).await;
    }
    Ok(Html::default())
}

#[derive(Template)]
#[template(path = "library/inside-handbook.html")]
struct Handbook<'a> {
    shell: &'a Shell,
    chapters: Vec<(String, String, Lang)>,
    whole: String,
    edit: Option<String>,
}

async fn chapters(ctx: &Ctx, shell: &Shell, page: &Page, edit: bool) -> web::Result<Html> {
    let id = page.content.id;
    let mut parts = parts::of(&mut ctx.read(), id, ctx.tr.lang()).await?;
    parts.retain(|part| part.state == page.content.state);
    let link = |part: Part| {
        (links::sheet(page.kind, part.id, &part.slug), named(ctx, &part.title), part.lang)
    };
    Ok(Html::render(&Handbook {
        shell,
        chapters: parts.into_iter().map(link).collect(),
        whole: links::below(page.kind, id, "whole"),
        edit: edit.then(|| links::edit(page.kind, id, steps::CHAPTERS)),
    }))
}

/// Cards that are shown on the page; all of them can be unfolded.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "library/inside-deck.html")]
struct Deck<'a> {
    shell: &'a Shell,
    lang: Lang,
    first: Vec<Playing>,
    more: Vec<Playing>,
    count: usize,
    play: String,
    print: String,
}

fn cards(shell: &Shell, page: &Page) -> Html {
    let mut first = deck::cards(&page.values());
    let count = first.len();
    let more = first.split_off(SHOWN.min(count));
    let at = |rest: &str| {
        let href = links::below(page.kind, page.content.id, rest);
        if page.text.lang == *shell.tr().lang() {
            href
        } else {
            format!("{href}?in={}", page.text.lang)
        }
    };
    Html::render(&Deck {
        shell,
        lang: page.text.lang.clone(),
        first,
        more,
        count,
        play: at("play"),
        print: at("cards"),
    })
}

#[derive(Template)]
#[template(path = "library/inside-collection.html")]
struct Collection<'a> {
    shell: &'a Shell,
    lang: Lang,
    items: Vec<Item>,
}

struct Item {
    title: String,
    href: String,
    note: String,
    /// What it is on this server; `None` for a page elsewhere.
    here: Option<(String, Card)>,
    host: String,
}

async fn items(ctx: &Ctx, shell: &Shell, page: &Page) -> web::Result<Html> {
    let values = page.values();
    let rows = values.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    let word = |row: &Value, cell: &str| row[cell].as_str().unwrap_or_default().to_owned();
    let urls: Vec<String> = rows.iter().map(|row| word(row, "url")).collect();
    let known = match ctx.app.origin() {
        Some(origin) => {
            let (who, lang) = (ctx.who(), ctx.tr.lang());
            read::by_address(&mut ctx.read(), &who, &origin, &urls, lang).await?
        }
        None => HashMap::new(),
    };
    let item = |row: &Value| {
        let url = word(row, "url");
        let here = known.get(&url).and_then(|card| {
            let kind = ctx.app.kinds().get(&card.kind)?;
            Some((links::sheet(kind, card.id, &card.slug), card.clone()))
        });
        let address = url::Url::parse(&url).ok();
        let host = address.and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
        Item { title: word(row, "title"), href: url, note: word(row, "note"), here, host }
    };
    Ok(Html::render(&Collection {
        shell,
        lang: page.text.lang.clone(),
        items: rows.iter().map(item).filter(|item| !item.title.is_empty()).collect(),
    }))
}

impl Collection<'_> {
    /// The icon of a thing's kind.
    fn icon(&self, card: &Card) -> Html {
        let shelf =
            crate::shelf::ALL.into_iter().find_map(|s| Some(s.icon_of(s.kind(&card.kind)?)));
        self.shell.icon(shelf.unwrap_or("file-text"))
    }
}
