//! The kind `deck`: cards with a front and a back, played in the browser and printed on sheets.

use content::{
    Field, Kind, Shape,
    kind::{Cell, Column, Place, Section},
    lineage,
};

use crate::resource::{self, ON_THE_SHELF, with_common};

/// What is on a card. The group is its suit, its colour, its theme.
pub const CARD: &[Column] = &[
    Column::new("front", Cell::Text, 600).required(),
    Column::new("back", Cell::Text, 1_000),
    Column::new("group", Cell::Line, 60),
];

/// The most cards of a deck.
pub const CARDS_MAX: usize = 120;

const OWN: [Field; 4] = [
    Field::new(
        "duration",
        Shape::Number { min: 1, max: 10_000, decimals: 0, unit: "minutes" },
        "facts",
        "gh:duration",
    ),
    Field::new("description", Shape::Text, "about", "gh:description")
        .words("resource-description")
        .translated(),
    Field::new("use", Shape::Text, "about", "gh:use").translated(),
    Field::new("cards", Shape::Rows(CARD), "cards", "gh:cards")
        .translated()
        .required()
        .quiet()
        .max(CARDS_MAX),
];

const FIELDS: &[Field] = &with_common::<4, 19>(&OWN);

const CARDS: Section = Section { name: "cards", step: "cards", place: Place::Body };

static ALL_SECTIONS: &[Section] = &[
    resource::FACTS_SECTION,
    CARDS,
    resource::ABOUT_SECTION,
    resource::LAW_SECTION,
    resource::ORIGIN_SECTION,
];

/// The same with what another city did differently.
static ADAPTED_SECTIONS: &[Section] = &[
    resource::FACTS_SECTION,
    lineage::SECTION,
    CARDS,
    resource::ABOUT_SECTION,
    resource::LAW_SECTION,
    resource::ORIGIN_SECTION,
];

const KIND: Kind = Kind {
    name: "deck",
    wire: "Deck",
    fields: FIELDS,
    sections: ALL_SECTIONS,
    relations: resource::RELATIONS,
    also: &[("form", "deck")],
    ..ON_THE_SHELF
};

/// A deck of cards.
pub static DECK: Kind = Kind { adapted: Some(&ADAPTED), changed: Some(&CHANGED), ..KIND };

/// The same, taken up from another city.
static ADAPTED: Kind = Kind { sections: ADAPTED_SECTIONS, ..KIND };

/// The same, where it says what was changed.
static CHANGED: Kind = Kind { sections: ADAPTED_SECTIONS, fields: CHANGED_FIELDS, ..KIND };

static CHANGED_FIELDS: &[Field] = &lineage::changed::<{ FIELDS.len() }>(FIELDS);
