//! One discussion in a list: readable as question, answered or decision without opening it.

use askama::Template;
use content::read::{self, Card};
use web::{Html, Shell, pieces::Byline};

use crate::{discussion::DISCUSSION, head};

/// What a discussion is and how far: the icon, the tag and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A question that waits.
    Open,
    /// A question with an accepted answer.
    Answered,
    /// A decision.
    Decision,
    /// Anything else.
    Talk,
}

impl Mark {
    /// From the type of a discussion and whether an answer was accepted.
    pub fn of(kind: &str, answered: bool) -> Self {
        match kind {
            "question" if answered => Self::Answered,
            "question" => Self::Open,
            "decision" => Self::Decision,
            _ => Self::Talk,
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Open => "circle-help",
            Self::Answered => "circle-check",
            Self::Decision => "gavel",
            Self::Talk => "messages-square",
        }
    }

    /// The class of the tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Open => "tag-warn",
            Self::Answered => "tag-ok",
            Self::Decision => "tag-brand",
            Self::Talk => "",
        }
    }

    /// The message of the tag.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "discussions-state-question-open",
            Self::Answered => "discussions-state-question-answered",
            Self::Decision => "discussions-state-decision",
            Self::Talk => "discussions-state-discussion",
        }
    }
}

#[derive(Template)]
#[template(path = "discussions/row.html")]
struct Row<'a> {
    shell: &'a Shell,
    card: &'a Card,
    mark: Mark,
    /// Whether the community is said, which its own page leaves out.
    group: bool,
}

/// A discussion as an item of a list with the class `rows`, wherever it is shown.
pub fn row(shell: &Shell, card: &Card) -> Html {
    draw(shell, card, true)
}

/// The same on the page of its own community.
pub fn topic(shell: &Shell, card: &Card) -> Html {
    draw(shell, card, false)
}

fn draw(shell: &Shell, card: &Card, group: bool) -> Html {
    let mark = Mark::of(card.value("type"), card.answered);
    Html::render(&Row { shell, card, mark, group })
}

impl Row<'_> {
    fn href(&self) -> String {
        read::path(&DISCUSSION, self.card.id, &self.card.slug)
    }

    fn group_href(&self) -> String {
        head::href(&self.card.group_handle, &self.card.group_host)
    }

    fn by(&self) -> Byline {
        Byline {
            name: self.card.author_name.clone(),
            href: String::new(),
            city: self.card.organisation_name.clone(),
            host: self.card.author_host.clone(),
            lang: None,
        }
    }

    fn began(&self) -> String {
        let question = self.card.value("type") == "question";
        let key = if question { "communities-topic-asked" } else { "communities-topic-started" };
        self.shell.t1(key, "when", self.shell.ctx().local.day(self.card.published_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_questions_are_open_or_answered() {
        assert_eq!(Mark::of("question", false), Mark::Open);
        assert_eq!(Mark::of("question", true), Mark::Answered);
        assert_eq!(Mark::of("decision", true), Mark::Decision);
        assert_eq!(Mark::of("from-the-future", false), Mark::Talk);
    }
}
