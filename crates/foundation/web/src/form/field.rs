//! One field of a form, from its label to its error.

use askama::{Template, filters::HtmlSafe};
use domain::Lang;
use people::colleagues::{self, Among, Colleague};

use crate::{Ctx, Result, Tr};

/// One thing that can be chosen in a list, a radio group or a group of check boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// A line under the label; empty for none. Lists that fold cannot show it.
    pub hint: String,
    /// The language of the label when it is not that of the page, such as a language's own name.
    pub lang: Option<Lang>,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// The choice `value` whose label is the message `KEY-VALUE`, with its hint, if it has one.
    pub fn of(tr: Tr, key: &str, value: &str) -> Self {
        let key = format!("{key}-{value}");
        Self { hint: hint(tr, &key).unwrap_or_default().to_owned(), ..Self::new(value, tr.t(&key)) }
    }

    /// One choice for each word, labelled with the messages `KEY-WORD`.
    pub fn all<'a>(tr: Tr, key: &str, values: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        values.into_iter().map(|value| Self::of(tr, key, value)).collect()
    }

    /// The languages that forms offer: those of the site first, then all others by their names in
    /// the language of the page.
    pub fn languages(tr: Tr, first: &[Lang]) -> Vec<Self> {
        let choice = |tag: &str| Self::new(tag, tr.language(tag));
        let ours: Vec<_> = first.iter().map(|lang| choice(lang.as_str())).collect();
        let mut others: Vec<_> = domain::lang::KNOWN
            .iter()
            .filter(|known| !first.iter().any(|lang| lang.as_str() == known.tag))
            .map(|known| choice(known.tag))
            .collect();
        others.sort_by_key(|c| domain::text::fold(&c.label));
        ours.into_iter().chain(others).collect()
    }

    /// The built-in sectors, in their usual order.
    pub fn sectors(tr: Tr) -> Vec<Self> {
        let all = domain::sector::BUILT_IN.iter();
        all.map(|s| Self::new(s.slug(), tr.sector(s.slug()))).collect()
    }

    /// Whom the reader may be offered where she names somebody of this instance; nobody for visitors.
    pub async fn known(ctx: &Ctx) -> Result<Vec<Self>> {
        let Some(me) = ctx.who().person() else { return Ok(Vec::new()) };
        let among = Among::Known(me);
        Ok(Self::people(&colleagues::list(&mut ctx.read(), among, ctx.tr.lang()).await?))
    }

    /// People whom one can name, as [`FormView::person`](super::FormView::person) offers them.
    pub fn people(all: &[Colleague]) -> Vec<Self> {
        let offered = colleagues::offered(all).into_iter();
        offered.map(|(sent, read)| Self::new(sent, read)).collect()
    }
}

/// The class of a narrow field.
const SHORT: &str = "w-short";

/// The hint that belongs to a label: `KEY.hint`, or `KEY-hint` for fields of kinds.
pub(crate) fn hint(tr: Tr, key: &str) -> Option<&'static str> {
    tr.find(&format!("{key}.hint")).or_else(|| tr.find(&format!("{key}-hint")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An `<input>` of this type.
    Input(&'static str),
    Textarea,
    Editor,
    Select,
    Radios,
    Checks,
    /// One box with its label beside it.
    Checkbox,
}

/// A field with its label, hint, error and what was typed. Made by the methods of
/// [`FormView`](super::FormView); write it into the page with `{{ … }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "field.html")]
pub struct Field {
    pub(crate) tr: Tr,
    pub(crate) labels: super::view::Labels,
    pub(crate) shape: Shape,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) error: Option<String>,
    pub(crate) values: Vec<String>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) list: String,
    pub(crate) required: bool,
    pub(crate) optional: bool,
    pub(crate) width: &'static str,
    pub(crate) autocomplete: &'static str,
    pub(crate) inputmode: &'static str,
    pub(crate) unit: String,
    pub(crate) max: usize,
    pub(crate) rows: u8,
    pub(crate) lang: Option<Lang>,
    pub(crate) blank: Option<String>,
    pub(crate) submits: bool,
    pub(crate) folded: bool,
}

impl Field {
    /// What it is called.
    pub fn label_text(&self) -> &str {
        &self.label
    }

    /// Nothing can be done without it.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// May stay empty, and says so beside the label.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The most characters; the page counts them, unless the field is a short one. More can be typed, and is refused
    /// with a reason. A line that takes no more than a few characters is short by itself.
    #[must_use]
    pub fn max(mut self, max: usize) -> Self {
        const FEW: usize = 12;
        self.max = max;
        if max <= FEW && self.width.is_empty() && matches!(self.shape, Shape::Input(_)) {
            return self.short();
        }
        self
    }

    /// What a browser offers to whoever types here; anything else can be typed too.
    #[must_use]
    pub fn suggest(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self
    }

    /// What a browser offers is the list with this id, which several fields of the page share.
    #[must_use]
    pub fn listed(mut self, id: impl Into<String>) -> Self {
        self.list = id.into();
        self
    }

    /// Narrow: a year, a code, a number.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.width = SHORT;
        self
    }

    /// Of middle width: a name, a list.
    #[must_use]
    pub fn mid(mut self) -> Self {
        self.width = "w-mid";
        self
    }

    /// Lines of a text field.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// What browsers and password stores know it as (HTML §4.10.18.7): `email`, `username`,
    /// `new-password`, `current-password`, `name`.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// Words after the field: „€ на година“.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The language of what is typed.
    #[must_use]
    pub fn lang(mut self, lang: &Lang) -> Self {
        self.lang = Some(lang.clone());
        self
    }

    /// A label instead of the message.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self.labels.learn(&self.name, &self.label);
        self
    }

    /// What the list of errors calls it, where that is not its label.
    #[must_use]
    pub(crate) fn called(self, name: &str) -> Self {
        self.labels.learn(&self.name, name);
        self
    }

    /// A hint instead of the message.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The first entry of a list, which means that nothing was chosen: the message with this key.
    #[must_use]
    pub fn blank(mut self, key: &str) -> Self {
        self.blank = Some(self.tr.t(key).to_owned());
        self
    }

    /// The form is sent as soon as something else is chosen. With a button beside it for those
    /// without a script.
    #[must_use]
    pub fn submits(mut self) -> Self {
        self.submits = true;
        self
    }

    /// Many boxes: only those that are ticked and the first few stand open, the others unfold.
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.folded = true;
        self
    }

    /// Whether the page counts the characters: nobody counts those of an hour or a code.
    fn counts(&self) -> bool {
        self.max > 0 && self.width != SHORT
    }

    /// The place of the first box that is folded away.
    fn fold(&self) -> usize {
        const OPEN: usize = 6;
        if self.folded && self.choices.len() > OPEN + 2 { OPEN } else { usize::MAX }
    }

    /// Whether there are so many boxes that they stand side by side where there is room.
    fn in_columns(&self) -> bool {
        self.choices.len() > 8 && self.fold() == usize::MAX
    }

    /// Whether something that is folded away is ticked, so that it must be seen.
    fn unfolds(&self) -> bool {
        self.choices.iter().skip(self.fold()).any(|c| self.chosen(&c.value))
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn chosen(&self, value: &str) -> bool {
        self.values.iter().any(|v| v == value)
    }

    fn is_group(&self) -> bool {
        matches!(self.shape, Shape::Radios | Shape::Checks)
    }

    /// The ids of hint, error and unit, for `aria-describedby`.
    fn described_by(&self) -> String {
        let parts = [
            (!self.hint.is_empty(), "hint"),
            (self.error.is_some(), "err"),
            (!self.unit.is_empty(), "unit"),
        ];
        let ids = parts.iter().filter(|(there, _)| *there).map(|(_, p)| format!("{}-{p}", self.id));
        ids.collect::<Vec<_>>().join(" ")
    }

    /// The id of the box at this place; the first carries the id of the field, so that the summary
    /// of errors leads to it.
    fn box_id(&self, index: &usize) -> String {
        if *index == 0 { self.id.clone() } else { format!("{}-{index}", self.id) }
    }

    fn icon(&self, name: &str) -> crate::Html {
        crate::pieces::icon(name)
    }
}

impl HtmlSafe for Field {}

/// The id of a field in the page, from its name in the form.
pub fn id(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    format!("f-{}", name.chars().map(safe).collect::<String>())
}
