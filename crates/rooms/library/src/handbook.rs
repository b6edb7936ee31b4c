//! The kinds `handbook` and `chapter`: what is read from the beginning to the end, or looked up in. Each
//! chapter is a thing of its own, so that it is translated, changed and fetched by other cities alone.

use content::{
    Field, Kind, Shape,
    kind::PLAIN,
    lineage::{self, Relation},
};

use crate::resource::{ADAPTED_SECTIONS, ON_THE_SHELF, with_common};

const OWN: [Field; 2] = [
    Field::new("description", Shape::Text, "about", "gh:description")
        .words("resource-description")
        .translated(),
    Field::new("use", Shape::Text, "about", "gh:use").words("resource-use").translated(),
];

const FIELDS: &[Field] = &with_common::<2, 17>(&OWN);

const KIND: Kind = Kind {
    name: "handbook",
    wire: "Handbook",
    fields: FIELDS,
    parts: Some(&CHAPTER),
    // Its chapters are translated one by one, each beside its original.
    relations: &[Relation::Adapted],
    also: &[("form", "handbook")],
    ..ON_THE_SHELF
};

/// A handbook or a guideline with chapters.
pub static HANDBOOK: Kind = Kind { adapted: Some(&ADAPTED), changed: Some(&CHANGED), ..KIND };

/// The same, taken up from another city.
static ADAPTED: Kind = Kind { sections: ADAPTED_SECTIONS, ..KIND };

/// The same, where it says what was changed.
static CHANGED: Kind = Kind { sections: ADAPTED_SECTIONS, fields: CHANGED_FIELDS, ..KIND };

static CHANGED_FIELDS: &[Field] = &lineage::changed::<{ FIELDS.len() }>(FIELDS);

/// A chapter of a handbook.
pub static CHAPTER: Kind = Kind {
    name: "chapter",
    wire: "Chapter",
    path: "library",
    commentable: false,
    files: true,
    ..PLAIN
};
