//! The kind `collection`: things that belong together for a purpose, each with a word about why it is
//! there. They may stand on any page of any server.

use content::{
    Field, Kind, Shape,
    kind::{Cell, Column, Place, Section},
};

use crate::resource::{self, ON_THE_SHELF, with_common};

/// What is said of each thing.
pub const ITEM: &[Column] = &[
    Column::new("title", Cell::Line, 200).required(),
    Column::new("url", Cell::Url, 500).required(),
    Column::new("note", Cell::Text, 500),
];

const OWN: [Field; 2] = [
    Field::new("description", Shape::Text, "about", "gh:description")
        .words("resource-description")
        .translated(),
    Field::new("items", Shape::Rows(ITEM), "items", "gh:items")
        .translated()
        .required()
        .quiet()
        .max(100),
];

static FIELDS: &[Field] = &with_common::<2, 13>(&OWN);

static ALL_SECTIONS: &[Section] = &[
    resource::FACTS_SECTION,
    Section { name: "items", step: "items", place: Place::Body },
    resource::ABOUT_SECTION,
    resource::LAW_SECTION,
    resource::ORIGIN_SECTION,
];

/// A collection.
pub static COLLECTION: Kind = Kind {
    name: "collection",
    wire: "Collection",
    fields: FIELDS,
    sections: ALL_SECTIONS,
    files: false,
    also: &[("form", "collection")],
    ..ON_THE_SHELF
};
