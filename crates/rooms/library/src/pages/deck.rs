//! `/library/{id}/play` and `/library/{id}/cards`: a deck is played card by card in the browser, without a
//! script too, and printed on sheets.

use askama::Template;
use axum::extract::Path;
use content::{Values, read::Page};
use domain::{Error, Lang, access::State};
use serde_json::Value;
use web::{Ctx, Form, Html, Shell, conversation::framed};

use super::sheet;
use crate::{deck::DECK, links};

/// A card in the language of the version that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub front: String,
    pub back: String,
    pub group: String,
}

/// The cards of a deck, in their order.
pub fn cards(values: &Values) -> Vec<Card> {
    let rows = values.get("cards").and_then(Value::as_array);
    let word = |row: &Value, cell: &str| row[cell].as_str().unwrap_or_default().to_owned();
    let card = |row: &Value| Card {
        front: word(row, "front"),
        back: word(row, "back"),
        group: word(row, "group"),
    };
    rows.into_iter().flatten().map(card).filter(|c| !c.front.is_empty()).collect()
}

/// The groups that occur, in the order of their first cards.
fn groups(cards: &[Card]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for card in cards.iter().filter(|c| !c.group.is_empty()) {
        if !groups.contains(&card.group) {
            groups.push(card.group.clone());
        }
    }
    groups
}

/// The order in which cards are played: by the seed each reader has a shuffle of her own, which stays
/// the same while she plays. Without a seed they come in their order.
fn order(count: usize, seed: Option<u64>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let Some(mut state) = seed else { return order };
    // SplitMix64 (Steele, Lea, Flood 2014) and the shuffle of Fisher and Yates.
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    for last in (1..count).rev() {
        let one = usize::try_from(next() % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, one);
    }
    order
}

/// A seed that nobody had before.
fn fresh(ctx: &Ctx) -> u64 {
    let id: domain::id::RowId = ctx.store().id();
    let [.., a, b, c, d] = id.0.into_bytes();
    u32::from_be_bytes([a, b, c, d]).into()
}

#[derive(Template)]
#[template(path = "library/play.html")]
struct Play {
    shell: Shell,
    heading: String,
    lang: Lang,
    back: String,
    card: Card,
    number: usize,
    of: usize,
    groups: Vec<(String, String, bool)>,
    all: String,
    previous: Option<String>,
    next: Option<String>,
    again: String,
    shuffle: String,
    in_order: Option<String>,
}

/// `GET /library/{id}/play?card=N&seed=S&group=G`
pub async fn play(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = open(&ctx, &id).await?;
    let params = ctx.params();
    let cards = cards(&page.values());
    let all = groups(&cards);
    let chosen = all.iter().find(|g| g.as_str() == params.get("group")).cloned();
    let of_group = |card: &Card| chosen.as_ref().is_none_or(|g| card.group == *g);
    let cards: Vec<Card> = cards.into_iter().filter(of_group).collect();
    let seed: Option<u64> = params.get("seed").parse().ok();
    let order = order(cards.len(), seed);
    let number = params.get("card").parse().unwrap_or(1).clamp(1, cards.len().max(1));
    let card = order.get(number - 1).and_then(|at| cards.get(*at)).ok_or(Error::NotFound)?.clone();
    let here = links::below(&DECK, page.content.id, "play");
    let at = |card: usize, seed: Option<u64>, group: Option<&String>| {
        let mut query = Form::new();
        if let Some(lang) = params.lang("in") {
            query.add("in", lang.as_str());
        }
        if let Some(group) = group {
            query.add("group", group);
        }
        if let Some(seed) = seed {
            query.add("seed", seed.to_string());
        }
        query.add("card", card.to_string());
        format!("{here}?{}", query.query_without(&[]))
    };
    let fresh = fresh(&ctx);
    let title = ctx.tr.t1("deck-play-title", "title", page.text.title.as_str());
    ctx.page(&Play {
        shell: framed(ctx.shell(title), &page),
        heading: page.text.title.clone(),
        lang: page.text.lang.clone(),
        back: links::sheet(page.kind, page.content.id, &page.content.slug),
        card,
        number,
        of: cards.len(),
        groups: all
            .iter()
            .map(|g| (g.clone(), at(1, seed, Some(g)), Some(g) == chosen.as_ref()))
            .collect(),
        all: at(1, seed, None),
        previous: (number > 1).then(|| at(number - 1, seed, chosen.as_ref())),
        next: (number < cards.len()).then(|| at(number + 1, seed, chosen.as_ref())),
        again: at(1, seed, chosen.as_ref()),
        shuffle: at(1, Some(fresh), chosen.as_ref()),
        in_order: seed.map(|_| at(1, None, chosen.as_ref())),
    })
}

/// Cards on a sheet of paper: three times three.
const ON_SHEET: usize = 9;
const ACROSS: usize = 3;

#[derive(Template)]
#[template(path = "library/cards.html")]
struct Cards {
    shell: Shell,
    lang: Lang,
    back: String,
    /// Fronts, and the backs behind them, where any card has one.
    sheets: Vec<(Vec<Card>, Option<Vec<Card>>)>,
    printed: String,
    emblems: Html,
}

/// `GET /library/{id}/cards`
pub async fn print(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let page = open(&ctx, &id).await?;
    let face = crate::face::Face::of_page(&page);
    let title = ctx.tr.t1("deck-print-title", "title", page.text.title.as_str());
    let shell = framed(ctx.shell(title), &page);
    let files = content::files::of(&mut ctx.read(), page.content.id).await?;
    ctx.page(&Cards {
        lang: page.text.lang.clone(),
        back: links::sheet(page.kind, page.content.id, &page.content.slug),
        sheets: sheets(&cards(&page.values())),
        printed: sheet::printed(&ctx, &page, &face),
        emblems: web::files::emblems(&shell, &files),
        shell,
    })
}

/// The sheets of a deck. Each row of backs is mirrored, so that a back lies behind its front when the
/// sheet is turned on its long edge.
fn sheets(cards: &[Card]) -> Vec<(Vec<Card>, Option<Vec<Card>>)> {
    let empty = Card { front: String::new(), back: String::new(), group: String::new() };
    let with_backs = cards.iter().any(|card| !card.back.is_empty());
    let sheet = |fronts: &[Card]| {
        let mut fronts = fronts.to_vec();
        fronts.resize(ON_SHEET, empty.clone());
        let rows = fronts.chunks(ACROSS);
        let backs = rows.flat_map(|row| row.iter().rev().cloned()).collect();
        (fronts, with_backs.then_some(backs))
    };
    cards.chunks(ON_SHEET).map(sheet).collect()
}

async fn open(ctx: &Ctx, id: &str) -> web::Result<Page> {
    let page = sheet::open(ctx, links::id(id)?).await?;
    if page.kind.name != DECK.name || page.content.state == State::Removed {
        return Err(Error::NotFound.into());
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_has_every_card_once_and_stays_the_same() {
        let shuffled = order(54, Some(7));
        let mut sorted = shuffled.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, order(54, None));
        assert_eq!(shuffled, order(54, Some(7)));
        assert_ne!(shuffled, order(54, Some(8)));
        assert_ne!(shuffled, order(54, None));
        assert!(order(0, Some(1)).is_empty());
    }

    #[test]
    fn backs_lie_behind_their_fronts() {
        let card =
            |n: usize| Card { front: format!("f{n}"), back: format!("b{n}"), group: String::new() };
        let cards: Vec<Card> = (0..10).map(card).collect();
        let sheets = sheets(&cards);
        assert_eq!(sheets.len(), 2);
        let backs: Vec<&str> =
            sheets[0].1.as_ref().unwrap().iter().map(|c| c.back.as_str()).collect();
        assert_eq!(backs, ["b2", "b1", "b0", "b5", "b4", "b3", "b8", "b7", "b6"]);
        let last: Vec<&str> =
            sheets[1].1.as_ref().unwrap().iter().map(|c| c.back.as_str()).collect();
        assert_eq!(last[..3], ["", "", "b9"]);
        let plain = Card { front: "f".into(), back: String::new(), group: String::new() };
        assert!(super::sheets(&[plain])[0].1.is_none());
    }
}
