//! One thing in a list of things of all kinds.

use askama::Template;
use content::read::Card;

use crate::{Html, Shell, pieces::Byline};

#[derive(Template)]
#[template(path = "row.html")]
struct Row<'a> {
    shell: &'a Shell,
    card: &'a Card,
    icon: &'static str,
    href: String,
    by: Byline,
}

/// One thing of any kind as an `<li>` of a list with the class `rows`: icon, title, who and from
/// where, and when.
pub fn row(shell: &Shell, card: &Card) -> Html {
    let app = &shell.ctx().app;
    Html::render(&Row {
        shell,
        card,
        icon: app.view(&card.kind).icon,
        href: super::href(app, &card.kind, card.id, &card.slug),
        by: Byline {
            name: card.author_name.clone(),
            city: card.organisation_name.clone(),
            host: card.author_host.clone(),
            ..Byline::default()
        },
    })
}

impl Row<'_> {
    /// A title, or for kinds without one the beginning of the text.
    fn title(&self) -> &str {
        if self.card.title.is_empty() { &self.card.summary } else { &self.card.title }
    }
}
