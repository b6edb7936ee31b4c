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
use crate::{collection::COLLECTION, deck::DECK, links, shelf, steps};

/// What a thing holds.
#[derive(Default)]
pub struct Inside {
    /// The part of the page between the key facts and the text; empty for things that hold nothing.
    pub html: Html,
    /// What most come for, such as reading: an icon, the key of its words, and the address.
    pub begin: Option<(&'static str, &'static str, String)>,
}

/// What this thing holds.
pub async fn inside(ctx: &Ctx, shell: &Shell, page: &Page, edit: bool) -> web::Result<Inside> {
    if page.kind.parts.is_some() {
        return chapters(ctx, shell, page, edit).await;
    }
    if page.kind.name == DECK.name {
        return Ok(cards(shell, page));
    }
    if page.kind.name == COLLECTION.name {
        return Ok(Inside { html: items(ctx, shell, page).await?, begin: None });
    }
    Ok(Inside::default())
}

#[derive(Template)]
#[template(path = "library/inside-handbook.html")]
struct Handbook<'a> {
    shell: &'a Shell,
    chapters: Vec<(String, String, Lang)>,
    whole: String,
    edit: Option<String>,
}

async fn chapters(ctx: &Ctx, shell: &Shell, page: &Page, edit: bool) -> web::Result<Inside> {
    let id = page.content.id;
    let mut parts = parts::of(&mut ctx.read(), id, ctx.tr.lang()).await?;
    parts.retain(|part| part.state == page.content.state);
    let link = |part: Part| {
        (links::sheet(page.kind, part.id, &part.slug), named(ctx, &part.title), part.lang)
    };
    let chapters: Vec<_> = parts.into_iter().map(link).collect();
    let first = chapters.first().map(|(href, ..)| href.clone());
    let html = Html::render(&Handbook {
        shell,
        chapters,
        whole: links::below(page.kind, id, "whole"),
        edit: edit.then(|| links::edit(page.kind, id, steps::CHAPTERS)),
    });
    Ok(Inside { html, begin: first.map(|href| ("book-open", "handbook-read", href)) })
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
    print: String,
}

fn cards(shell: &Shell, page: &Page) -> Inside {
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
    let html = Html::render(&Deck {
        shell,
        lang: page.text.lang.clone(),
        first,
        more,
        count,
        print: at("cards"),
    });
    Inside { html, begin: Some(("play", "deck-play", at("play"))) }
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
        let known = shelf::named(&self.shell.ctx().app, &card.kind);
        self.shell.icon(known.map_or("file-text", |(shelf, kind)| shelf.icon_of(kind)))
    }
}
