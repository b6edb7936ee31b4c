//! Kinds of content: a practice, a discussion, a comment. A kind is data: a list of fields and a
//! few switches. Form, page, validation, JSON schema, export and the ActivityPub mapping all read
//! the same list, so that a new kind is one file in its room and no migration.

mod field;
pub mod lists;
mod registry;
mod schema;

pub use field::{Cell, Column, Field, Required, Scope, Shape};
pub use registry::{ARTICLE, COMMENT, DuplicateKind, Kinds};
pub use schema::json_schema;

use domain::FieldErrors;
use serde_json::Value;

use crate::{
    draft::{Draft, Values},
    lineage::Relation,
};

/// The most bytes of a word that lists are filtered by.
const FACET_MAX: usize = 200;

/// The ActivityPub type that peers who do not know `gh:kind` take the thing for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApType {
    /// Everything with a title.
    Article,
    /// Replies and untitled posts.
    Note,
}

impl ApType {
    /// The word on the wire (ActivityStreams 2.0 Vocabulary §3.3).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "Article",
            Self::Note => "Note",
        }
    }
}

/// Where a section of fields stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the panel of key facts beside the text.
    Facts,
    /// In the running text, under a heading of its own.
    Body,
    /// In the panel of what another city needs to do it too.
    Kit,
}

/// A group of fields: a heading on the page, a part of the form. Its heading is the message
/// `KIND-section-NAME`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// The name that fields refer to.
    pub name: &'static str,
    /// The step of a long form in which it is asked; steps follow one another in the order of
    /// their first section. The step's heading is the message `KIND-step-NAME`.
    pub step: &'static str,
    /// Where it stands on the page.
    pub place: Place,
}

/// Which denormalised number of its community a kind is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// In none.
    None,
    /// `community.discussion_count`.
    Discussions,
    /// `community.practice_count`.
    Practices,
}

/// What others say of a thing in their own name, each once. It stands beside the thing and not in its
/// conversation; [`crate::voices`] has the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// What one person thinks of it: one for each person.
    Review,
    /// That an organisation uses it: one for each organisation.
    Endorsement,
}

impl Voice {
    /// The name of the kind with which it is said.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Endorsement => "endorsement",
        }
    }
}

/// One kind of content.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The word in the database, in addresses of the API and at the start of message keys.
    pub name: &'static str,
    /// The value of `gh:kind`.
    pub wire: &'static str,
    /// The type for peers that do not know the kind.
    pub object: ApType,
    /// The beginning of the page's address, without a slash at either end: `practices`. There may be one within.
    pub path: &'static str,
    /// Its own fields, in the order of the form and the page.
    pub fields: &'static [Field],
    /// The sections that the fields name, in the order of the form and the page.
    pub sections: &'static [Section],
    /// Whether it has a title, which is then needed to publish it.
    pub titled: bool,
    /// Whether it has a summary, which is then needed to publish it.
    pub summary: bool,
    /// Whether it has a free text, which is then needed to publish it.
    pub body: bool,
    /// Whether it is about sectors; one at least is then needed to publish it.
    pub sectors: bool,
    /// Whether it has a licence, which is then needed to publish it.
    pub licence: bool,
    /// Whether one can comment on it.
    pub commentable: bool,
    /// Whether a comment on it can be accepted as the answer.
    pub answerable: fn(&Values) -> bool,
    /// Whether earlier states are kept when it is edited.
    pub revisions: bool,
    /// Whether files can be added to it.
    pub files: bool,
    /// The kind of its parts, such as the chapters of a handbook; `None` for what has none.
    pub parts: Option<&'static Kind>,
    /// What is said with it of something else; its name is then the word for that. `None` for what stands
    /// by itself.
    pub voice: Option<Voice>,
    /// The kinds with which others can say something of it: one for each [`Voice`] at the most.
    pub voices: &'static [&'static Kind],
    /// Whether it can only exist in a community.
    pub in_community: bool,
    /// The number of its community that counts it.
    pub counter: Counter,
    /// The message for whoever may not write one, when it is kept to those who act for an organisation and were
    /// entrusted with it or oversee the instance ([`people::entrusted`], the task is the name of the kind); `None` for
    /// what everybody may write.
    pub reserved: Option<&'static str>,
    /// Words of facets that everything of this kind has: a handbook is found among the forms of
    /// resources without having such a field.
    pub also: &'static [(&'static str, &'static str)],
    /// The same kind as an adaptation of another thing has it: with a section of what was done
    /// differently ([`crate::lineage::FIELDS`]). `None` when nothing of the kind is adapted.
    pub adapted: Option<&'static Self>,
    /// The same as an adaptation has it that was done in another way: what was changed is then needed to publish it.
    /// `None` where `adapted` is.
    pub changed: Option<&'static Self>,
    /// How things of the kind are taken up, where they are adapted.
    pub relations: &'static [Relation],
    /// What its document says besides in words of other vocabularies, made of its neutral values. It never replaces
    /// what the document says already.
    pub further: fn(&Values) -> Values,
    /// What no single field can check. It sees values in their final shape, only of those fields
    /// that are right by themselves, and also runs for drafts.
    pub check: fn(&Draft, &mut FieldErrors),
}

impl Kind {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The kind with which the forms and the page of a thing are made that was taken up in this way.
    pub fn as_taken_up(&'static self, relation: Relation) -> &'static Self {
        let changed = self.changed.filter(|_| relation == Relation::Adapted);
        changed.or(self.adapted).unwrap_or(self)
    }

    /// Whether a reader may write such a thing, so that pages offer it; [`crate::service::may_write`] has the last word.
    pub fn is_open_to(&self, viewer: &people::Viewer) -> bool {
        self.reserved.is_none() || viewer.is_entrusted_with(self.name)
    }

    /// The kind with which others can say this of it.
    pub fn said_by(&self, voice: Voice) -> Option<&'static Kind> {
        self.voices.iter().copied().find(|kind| kind.voice == Some(voice))
    }

    /// The fields of one section, in order.
    pub fn in_section(&self, section: &str) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(move |f| f.section == section)
    }

    /// The names of the steps of its form, in order, without repetition.
    pub fn steps(&self) -> Vec<&'static str> {
        let mut steps: Vec<&'static str> = Vec::new();
        for section in self.sections {
            if !steps.contains(&section.step) {
                steps.push(section.step);
            }
        }
        steps
    }

    /// What lists can filter a thing with these values by: a pair of name and word for each word of
    /// each facet.
    pub fn facet_words(&self, values: &Values) -> Vec<(&'static str, String)> {
        let mut facets: Vec<_> = self.also.iter().map(|(n, w)| (*n, (*w).to_owned())).collect();
        for field in self.fields.iter().filter(|f| f.facet) {
            match values.get(field.name) {
                // Nobody looks for a day: lists are filtered by the year.
                Some(Value::String(s)) if field.shape == Shape::Date => {
                    facets.push((field.name, s.chars().take(4).collect()));
                }
                Some(Value::String(s)) => facets.push((field.name, s.clone())),
                Some(Value::Bool(true)) => facets.push((field.name, "true".to_owned())),
                Some(Value::Array(list)) => {
                    let words = list.iter().filter_map(Value::as_str);
                    facets.extend(words.map(|s| (field.name, s.to_owned())));
                }
                _ => {}
            }
        }
        // Longer ones fit into no index, and nobody chooses by them.
        facets.retain(|(_, word)| word.len() <= FACET_MAX);
        facets
    }

    /// The message with the name of the kind: `kind-practice`.
    pub fn name_key(&self) -> String {
        format!("kind-{}", self.name)
    }

    /// The message with a field's label, `practice-cost-band`. A hint is `…-hint`; options are
    /// `…-OPTION`.
    pub fn label_key(&self, field: &str) -> String {
        if let Some(shared) = self.field(field).map(|f| f.words).filter(|words| !words.is_empty()) {
            return shared.to_owned();
        }
        format!("{}-{}", self.name, field.replace('_', "-"))
    }

    /// The message with a section's heading.
    pub fn section_key(&self, section: &str) -> String {
        format!("{}-section-{section}", self.name)
    }

    /// The message with a form step's heading.
    pub fn step_key(&self, step: &str) -> String {
        format!("{}-step-{step}", self.name)
    }

    /// The message of an option of a field of choices.
    pub fn option_key(&self, field: &str, option: &str) -> String {
        format!("{}-{option}", self.label_key(field))
    }

    /// The message with the label of a column of a field of rows. `…-row` is a row with its
    /// number, `$n`.
    pub fn column_key(&self, field: &str, column: &str) -> String {
        format!("{}-{}", self.label_key(field), column.replace('_', "-"))
    }

    /// Every message the kind needs, for the test of message files.
    pub fn message_keys(&self) -> Vec<String> {
        let mut keys = vec![self.name_key()];
        let whole = self.adapted.unwrap_or(self);
        for section in whole.sections {
            keys.push(self.section_key(section.name));
        }
        keys.extend(whole.steps().into_iter().map(|s| self.step_key(s)));
        for field in self.fields {
            keys.push(self.label_key(field.name));
            keys.push(format!("{}-hint", self.label_key(field.name)));
            for option in field.shape.options() {
                keys.push(self.option_key(field.name, option));
            }
            let columns = field.shape.columns().iter().map(|c| c.name);
            let columns = columns.chain(matches!(field.shape, Shape::Rows(_)).then_some("row"));
            keys.extend(columns.map(|c| self.column_key(field.name, c)));
        }
        keys
    }
}

/// A kind with nothing but a name, for the definitions of rooms: `Kind { name: …, ..kind::PLAIN }`.
pub const PLAIN: Kind = Kind {
    name: "article",
    wire: "Article",
    object: ApType::Article,
    path: "articles",
    fields: &[],
    sections: &[],
    titled: true,
    summary: false,
    body: true,
    sectors: false,
    licence: false,
    commentable: true,
    answerable: |_| false,
    revisions: true,
    files: false,
    parts: None,
    voice: None,
    voices: &[],
    in_community: false,
    counter: Counter::None,
    reserved: None,
    also: &[],
    adapted: None,
    changed: None,
    relations: &Relation::ALL,
    further: |_| Values::new(),
    check: |_, _| {},
};
