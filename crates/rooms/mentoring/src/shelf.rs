//! The shelf of the room at `/mentoring`: offers, requests and programmes, and what they have in common.

use askama::Template;
use content::{Draft, Field, Kind, Shape, Values, kind::PLAIN, read::Page};
use domain::FieldErrors;
use serde_json::json;
use web::{Begin, Ctx, Html, Shelf, Shell, context::encode};

use crate::{
    expert::EXPERT,
    offer::OFFER,
    programme::{PROGRAMME, Programme},
    request::REQUEST,
};

/// Who helps, who wants help, and who brings them together.
pub static MENTORING: Shelf = Shelf {
    href: "/mentoring",
    icon: "handshake",
    kinds: &[&OFFER, &REQUEST, &PROGRAMME, &EXPERT],
    icons: &[(REQUEST.name, "circle-help"), (PROGRAMME.name, "network"), (EXPERT.name, "users")],
    own: "mentoring-shelf-",
    begin,
    lead,
};

/// One thing that one can do in the room.
struct Way {
    icon: &'static str,
    href: &'static str,
    /// The messages with its name, and with what more is to be said of it.
    key: &'static str,
    about: &'static str,
}

/// What can be done in the room, the most frequent first.
static WAYS: [Way; 5] = [
    Way {
        icon: "handshake",
        href: crate::pages::HREF,
        key: "workspace-list",
        about: "mentoring-way-own",
    },
    Way {
        icon: "circle-help",
        href: crate::pages::assistance::HREF,
        key: "assistance-list",
        about: "mentoring-way-assistance",
    },
    Way {
        icon: "network",
        href: "/mentoring?kind=mentoring-programme",
        key: "mentoring-programmes",
        about: "mentoring-way-programmes",
    },
    Way {
        icon: "plus",
        href: "/mentoring/new?kind=mentoring-offer",
        key: "mentoring-new-offer",
        about: "mentoring-create-offer.hint",
    },
    Way {
        icon: "plus",
        href: "/mentoring/new?kind=mentoring-request",
        key: "mentoring-new-request",
        about: "mentoring-create-request.hint",
    },
];

/// How mentoring goes, and where one begins.
#[derive(Template)]
#[template(path = "mentoring/how.html")]
struct How {
    shell: Shell,
    ways: &'static [Way],
}

fn lead(ctx: &Ctx) -> Html {
    Html::render(&How { shell: ctx.shell(""), ways: &WAYS })
}

/// Whoever offers help is asked for it, whoever needs it is offered some: as long as that is still open.
fn begin(ctx: &Ctx, page: &Page) -> Option<Begin> {
    let me = ctx.viewer.as_ref()?;
    let state = |field: &str| page.content.details.get(field).and_then(|v| v.as_str());
    let (key, side, open) = match page.content.kind.as_str() {
        name if name == OFFER.name => {
            ("workspace-ask", "mentee", state("availability") == Some("open"))
        }
        name if name == REQUEST.name => {
            ("workspace-offer", "mentor", state("need") == Some("open"))
        }
        name if name == PROGRAMME.name => return take_part(ctx, page),
        _ => return None,
    };
    if !open || page.author.id == me.actor_id {
        return None;
    }
    let author = &page.author;
    let address = if author.host.is_empty() {
        format!("@{}", author.handle)
    } else {
        format!("@{}@{}", author.handle, author.host)
    };
    let query = [
        ("with", address.as_str()),
        ("side", side),
        ("title", page.text.title.as_str()),
        ("from", &page.content.id.to_string()),
    ]
    .map(|(name, value)| format!("{name}={}", encode(value)))
    .join("&");
    let href = format!("{}/new?{query}", crate::pages::HREF);
    Some(Begin { key, icon: "handshake", href })
}

/// A city applies to a programme; whoever coordinates it goes on from there.
fn take_part(ctx: &Ctx, page: &Page) -> Option<Begin> {
    let me = ctx.viewer.as_ref()?;
    let origin = ctx.app.origin()?;
    let programme = Programme::of(&origin, page);
    if [Some(me.actor_id), me.organisation_id].contains(&Some(programme.coordinator)) {
        let href = crate::pages::programme_href(programme.id);
        return programme.is_local.then_some(Begin {
            key: "programme-coordinate",
            icon: "network",
            href,
        });
    }
    let href = format!("{}/apply", crate::pages::programme_href(programme.id));
    let takes = programme.takes_applications(&ctx.app.today().to_string());
    takes.then_some(Begin { key: "apply-begin", icon: "handshake", href })
}

/// What all kinds of this shelf have in common; each has its own name and fields.
pub(crate) const ON_THE_SHELF: Kind =
    Kind { path: "mentoring", summary: true, sectors: true, ..PLAIN };

/// The country of the city.
pub(crate) const COUNTRY: Field =
    Field::new("country", Shape::Country, "facts", "gh:country").words("mentoring-country").facet();

/// From when.
pub(crate) const FROM: Field =
    Field::new("from", Shape::Date, "time", "vf:hasBeginning").words("mentoring-from");

/// Until when.
pub(crate) const UNTIL: Field =
    Field::new("until", Shape::Date, "time", "vf:hasEnd").words("mentoring-until");

/// It does not end before it begins.
pub(crate) fn period(draft: &Draft, from: &str, until: &'static str, errors: &mut FieldErrors) {
    if draft.is_before(until, from) {
        errors.add(until, "mentoring-error-period");
    }
}

/// The time in which an offer or a request is possible does not end before it begins.
pub(crate) fn possible(draft: &Draft, errors: &mut FieldErrors) {
    period(draft, FROM.name, UNTIL.name, errors);
}

/// What an offer or a request is for those who know `ValueFlows`: a proposal that publishes the intent of a service.
pub(crate) fn intent(purpose: &str, values: &Values) -> Values {
    let mut publishes = Values::new();
    publishes.insert("type".into(), "vf:Intent".into());
    publishes.insert("vf:action".into(), "vf:deliverService".into());
    for field in [FROM, UNTIL] {
        if let Some(date) = values.get(field.name) {
            publishes.insert(field.wire.into(), date.clone());
        }
    }
    let mut further = Values::new();
    further.insert("vf:purpose".into(), json!(purpose));
    further.insert("vf:publishes".into(), publishes.into());
    further
}

#[cfg(test)]
pub(crate) mod tests {
    use content::{Goal, draft};

    use super::*;

    /// The fields with what is wrong with them.
    pub(crate) fn wrong(kind: &Kind, draft: &Draft) -> Vec<(String, &'static str)> {
        let errors = draft::check(kind, draft, Goal::Keep).err().unwrap_or_default();
        errors.0.into_iter().map(|e| (e.field.into_owned(), e.key)).collect()
    }

    #[test]
    fn every_field_stands_in_a_section_once() {
        for kind in MENTORING.kinds {
            for (i, field) in kind.fields.iter().enumerate() {
                assert!(kind.sections.iter().any(|s| s.name == field.section), "{}", field.name);
                let others = &kind.fields[..i];
                assert!(others.iter().all(|f| f.name != field.name), "{}", field.name);
                assert!(others.iter().all(|f| f.wire != field.wire), "{}", field.wire);
            }
            assert!(kind.sections.iter().all(|s| kind.in_section(s.name).next().is_some()));
        }
    }
}
