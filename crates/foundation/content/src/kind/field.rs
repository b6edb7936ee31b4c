//! One field of a kind, and the shapes a value can have.

/// Whether a value is the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One value for all languages, kept in `content.details`.
    Neutral,
    /// A value for each language version, kept in `content_text.fields`.
    Translated,
}

/// When a value must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// Never.
    Never,
    /// Before the thing can be published; a draft may wait with it.
    ToPublish,
}

/// What stands in one cell of a row. JSON: string, as the shape of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// One line of text.
    Line,
    /// Plain text of several lines.
    Text,
    /// A day, a month or a year.
    Date,
    /// An http or https address.
    Url,
}

/// One column of a field of rows. Its label is the message `KIND-FIELD-COLUMN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in forms, in JSON and at the end of the message key.
    pub name: &'static str,
    /// What stands in it.
    pub cell: Cell,
    /// The most characters of a text.
    pub max: usize,
    /// Whether no row can be without it.
    pub required: bool,
}

impl Column {
    /// A column that may stay empty.
    pub const fn new(name: &'static str, cell: Cell, max: usize) -> Self {
        Self { name, cell, max, required: false }
    }

    /// No row can be without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What a value looks like: in the form, in JSON (said with each), on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// One line of text. JSON: string.
    Line,
    /// Markdown. JSON: string.
    Text,
    /// Markdown, usually a numbered list, shown as steps. JSON: string.
    Steps,
    /// Markdown, usually a list, shown with ticks. JSON: string.
    Checklist,
    /// One of these words. JSON: string.
    Choice(&'static [&'static str]),
    /// Some of these words. JSON: array of strings, in the order given here.
    Choices(&'static [&'static str]),
    /// A number with at most this many decimals; the unit is a message `unit-UNIT`, none when
    /// empty. JSON: number.
    Number {
        /// The least value.
        min: i64,
        /// The greatest value.
        max: i64,
        /// Decimal places that are kept.
        decimals: u8,
        /// What is counted.
        unit: &'static str,
    },
    /// Whole euros, zero or more. JSON: integer.
    Money,
    /// A day, a month or a year of the Gregorian calendar, as exact as it is known
    /// (`2026-11-22`, `2026-11`, `2026`; ISO 8601-1). JSON: string.
    Date,
    /// An http or https address. JSON: string.
    Url,
    /// ISO 3166-1 alpha-2, one of [`lists::COUNTRIES`](super::lists::COUNTRIES). JSON: string.
    Country,
    /// Language tags. JSON: array of strings.
    Langs,
    /// Rows of numbers before and after. JSON: array of
    /// `{"label": {LANG: string}, "before"?: number, "after"?: number, "unit": string}`, units from
    /// [`lists::UNITS`](super::lists::UNITS).
    Figures,
    /// Rows of several cells: legal references, the cards of a deck. JSON: array of objects with a
    /// string for each cell that is filled.
    Rows(&'static [Column]),
    /// Yes or nothing. JSON: `true`, or absent.
    Flag,
    /// An actor of this instance or a known one elsewhere. JSON: string, its id.
    Person,
}

impl Shape {
    /// The words one can choose from.
    pub fn options(&self) -> &'static [&'static str] {
        match self {
            Self::Choice(options) | Self::Choices(options) => options,
            _ => &[],
        }
    }

    /// Whether the value is Markdown and has an HTML rendering beside it.
    pub fn is_markdown(&self) -> bool {
        matches!(self, Self::Text | Self::Steps | Self::Checklist)
    }

    /// Whether the value is a text that search should find.
    pub fn is_text(&self) -> bool {
        self.is_markdown() || matches!(self, Self::Line)
    }

    /// Whether the form sends several values, or none, for it.
    pub fn is_many(&self) -> bool {
        matches!(self, Self::Choices(_) | Self::Langs)
    }

    /// The columns of rows; none for any other shape.
    pub fn columns(&self) -> &'static [Column] {
        match self {
            Self::Rows(columns) => columns,
            _ => &[],
        }
    }

    /// The word for the shape in form templates, JSON schema comments and the kind catalogue.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Steps => "steps",
            Self::Checklist => "checklist",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Number { .. } => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::Url => "url",
            Self::Country => "country",
            Self::Langs => "langs",
            Self::Figures => "figures",
            Self::Rows(_) => "rows",
            Self::Flag => "flag",
            Self::Person => "person",
        }
    }
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Its name in forms, in JSON and (with `-` for `_`) in message keys.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// The section of the form and the page.
    pub section: &'static str,
    /// Its term in ActivityPub documents.
    pub wire: &'static str,
    /// Whether each language has its own value.
    pub scope: Scope,
    /// When it must be there.
    pub required: Required,
    /// Whether lists can be filtered by it.
    pub facet: bool,
    /// The most characters of a text, entries of a list, rows of figures.
    pub max: usize,
    /// Whether the page leaves it out because another part of the page says it.
    pub quiet: bool,
    /// The beginning of its messages where it shares those of another kind's field; else empty.
    pub words: &'static str,
    /// Whether it tells of the place where it was done, so that an adaptation begins without it.
    pub own: bool,
}

impl Field {
    /// A neutral field that may stay empty.
    pub const fn new(
        name: &'static str,
        shape: Shape,
        section: &'static str,
        wire: &'static str,
    ) -> Self {
        let max = match shape {
            Shape::Line => 200,
            Shape::Text | Shape::Steps | Shape::Checklist => 10_000,
            Shape::Figures => 12,
            Shape::Url => 500,
            _ => 60,
        };
        Self {
            name,
            shape,
            section,
            wire,
            scope: Scope::Neutral,
            required: Required::Never,
            facet: false,
            max,
            quiet: false,
            words: "",
            own: false,
        }
    }

    /// It tells of the place where it was done; an adaptation begins without it.
    #[must_use]
    pub const fn own(mut self) -> Self {
        self.own = true;
        self
    }

    /// Each language has its own value.
    #[must_use]
    pub const fn translated(mut self) -> Self {
        self.scope = Scope::Translated;
        self
    }

    /// Nothing is published without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = Required::ToPublish;
        self
    }

    /// Lists can be filtered by it.
    #[must_use]
    pub const fn facet(mut self) -> Self {
        self.facet = true;
        self
    }

    /// At most this many characters, entries or rows.
    #[must_use]
    pub const fn max(mut self, max: usize) -> Self {
        self.max = max;
        self
    }

    /// Its label, hint and options are the messages that begin so: those of another kind's field.
    #[must_use]
    pub const fn words(mut self, words: &'static str) -> Self {
        self.words = words;
        self
    }

    /// The page leaves it out because another part of the page says it.
    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
}
