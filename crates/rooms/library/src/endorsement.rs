//! The kind `endorsement`: „we use this“, said by a person who acts for an organisation, on its behalf.

use content::{
    Field, Kind, Shape,
    kind::{ApType, PLAIN, Place, Section, Voice},
};

/// The only word of the field `use`: it is there so that software which shows nothing but text has one.
pub const IN_USE: &str = "in-use";

static FIELDS: &[Field] = &[
    Field::new("use", Shape::Choice(&[IN_USE]), "use", "gh:inUse").required(),
    Field::new("since", Shape::Date, "use", "gh:usedSince"),
    Field::new("how", Shape::Line, "use", "gh:usedHow").translated().max(500),
];

static SECTIONS: &[Section] = &[Section { name: "use", step: "use", place: Place::Body }];

/// An endorsement. It stands on the page of what is used.
pub static ENDORSEMENT: Kind = Kind {
    name: "endorsement",
    wire: "Endorsement",
    object: ApType::Note,
    path: "endorsements",
    fields: FIELDS,
    sections: SECTIONS,
    titled: false,
    body: false,
    voice: Some(Voice::Endorsement),
    ..PLAIN
};
