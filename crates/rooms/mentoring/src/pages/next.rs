//! The next step of a mentoring or an application as pages say it: one sentence, whose turn it is, and the way there.

use askama::Template;
use web::{Ctx, Html, Shell, Tr};

use crate::next::{self, Step, Turn};

/// A next step in words.
pub struct Next {
    step: Step,
    /// What is to be done, or what is waited for.
    pub text: String,
    /// The message on the button that leads there, and where it leads; empty where nothing is to be done.
    pub action: &'static str,
    /// As `action`.
    pub href: String,
}

/// Where the steps of an application lead.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// Its own page.
    pub home: &'a str,
    /// The form with which one applies.
    pub apply: &'a str,
    /// The page on which pairs are formed.
    pub matching: &'a str,
    /// The form with which the two begin, or the workspace in which they work.
    pub work: &'a str,
}

#[derive(Template)]
#[template(path = "mentoring/next.html")]
struct Banner<'a> {
    shell: Shell,
    next: &'a Next,
}

#[derive(Template)]
#[template(path = "mentoring/next-besides.html")]
struct Besides<'a> {
    shell: Shell,
    all: &'a [Next],
    title: &'a str,
}

#[derive(Template)]
#[template(path = "mentoring/next-tag.html")]
struct Tag<'a> {
    shell: Shell,
    next: &'a Next,
}

#[derive(Template)]
#[template(path = "mentoring/next-row.html")]
struct Line<'a> {
    shell: Shell,
    next: &'a Next,
    title: &'a str,
}

/// A step as it stands in a row of a list; empty where there is none.
#[derive(Default)]
pub struct InRow {
    /// Whose turn it is, beside the title.
    pub tag: Html,
    /// What is to be done, and the way there.
    pub step: Html,
}

impl Next {
    /// The next step in a workspace whose page is at `home`; nothing where there is none. `other` is the other city.
    pub fn of_workspace(ctx: &Ctx, next: next::Next, home: &str, other: &str) -> Option<Self> {
        let (action, place) = workspace(next.step)?;
        let day = next.day.map(|day| ctx.local.civil_date(day)).unwrap_or_default();
        Some(Self {
            step: next.step,
            text: text(ctx.tr, next.step, other, &day),
            action,
            href: format!("{home}{place}"),
        })
    }

    /// The next step of an application; nothing where there is none. `other` is whom the step is about, `opens` from when
    /// one can apply, in words; empty where that is not known.
    pub fn of_application(
        tr: Tr,
        step: Step,
        ways: Ways<'_>,
        (other, opens): (&str, &str),
    ) -> Option<Self> {
        let (action, href) = application(step, ways)?;
        let action = if href.is_empty() { "" } else { action };
        let text = if step == Step::Opens && opens.is_empty() {
            tr.t("next-opens-some-day").to_owned()
        } else {
            text(tr, step, other, opens)
        };
        Some(Self { step, text, action, href })
    }

    /// The word of the step, for whatever looks for it on the page.
    pub fn word(&self) -> &'static str {
        self.step.as_str()
    }

    /// The message that says whose turn it is, where it is one side's alone.
    pub fn turn(&self) -> &'static str {
        match self.step.turn() {
            Turn::Ours => "workspace-waits",
            Turn::Theirs => "next-theirs",
            Turn::Either | Turn::Nobody => "",
        }
    }

    /// Whether it is this step.
    pub fn is(&self, step: Step) -> bool {
        self.step == step
    }

    /// Whether the reader's side is waited for.
    pub fn is_ours(&self) -> bool {
        self.step.turn() == Turn::Ours
    }

    /// The step in a row of a list with this title.
    pub fn in_row(&self, ctx: &Ctx, title: &str) -> InRow {
        let shell = || ctx.shell("");
        let tag = if self.turn().is_empty() {
            Html::default()
        } else {
            Html::render(&Tag { shell: shell(), next: self })
        };
        InRow { tag, step: Html::render(&Line { shell: shell(), next: self, title }) }
    }

    /// What waits besides the next step, in a row of a list or on the page of a mentoring with this title.
    pub fn besides(ctx: &Ctx, all: &[Self], title: &str) -> Html {
        if all.is_empty() {
            return Html::default();
        }
        Html::render(&Besides { shell: ctx.shell(""), all, title })
    }

    /// All that is open in a workspace, as [`Self::of_workspace`].
    pub fn all_of_workspace(ctx: &Ctx, all: &[next::Next], home: &str, other: &str) -> Vec<Self> {
        all.iter().filter_map(|next| Self::of_workspace(ctx, *next, home, other)).collect()
    }

    /// The step at the top of a page.
    pub fn banner(&self, ctx: &Ctx) -> Html {
        Html::render(&Banner { shell: ctx.shell(""), next: self })
    }
}

fn text(tr: Tr, step: Step, other: &str, day: &str) -> String {
    tr.t2(&format!("next-{}", step.as_str()), "name", other, "date", day)
}

/// The message on the button, and the place below the workspace to which it leads.
fn workspace(step: Step) -> Option<(&'static str, &'static str)> {
    Some(match step {
        Step::Write => ("agreement-first", "/agreement/edit"),
        Step::Again => ("agreement-edit", "/agreement/edit"),
        Step::Sign => ("next-read", "/agreement"),
        Step::AwaitSignature | Step::Entering | Step::Doubtful | Step::Declined => {
            ("workspace-to-agreement", "/agreement")
        }
        Step::Settle => ("next-choose", "#conflicts"),
        Step::Overdue => ("workspace-actions", "#actions"),
        Step::Record | Step::Coming => ("workspace-sessions", "#sessions"),
        Step::First | Step::Meet => ("workspace-add-session", "/session/new"),
        Step::Feedback => ("workspace-add-feedback", "/feedback/new"),
        Step::Lessons => ("workspace-add-closing", "/closing/own"),
        Step::AwaitLessons => ("workspace-closing-title", "#closing"),
        Step::Share => ("workspace-practice", "#closing"),
        _ => return None,
    })
}

/// The message on the button, and where it leads.
fn application(step: Step, ways: Ways<'_>) -> Option<(&'static str, String)> {
    let there = |action, href: &str| Some((action, href.to_owned()));
    match step {
        Step::Apply => there("apply-begin", ways.apply),
        Step::Decide => there("next-decide-go", &format!("{}#decide", ways.home)),
        Step::Wish => there("application-wishes", &format!("{}#wishes", ways.home)),
        Step::Match => there("matching-title", ways.matching),
        Step::Begin => there("application-begin", ways.work),
        Step::Work => there("application-work", ways.work),
        Step::AwaitApplication
        | Step::AwaitDecision
        | Step::AwaitWishes
        | Step::Reserve
        | Step::AwaitMatch
        | Step::Opens
        | Step::Join => there("", ""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use web::Messages;

    use super::*;

    #[test]
    fn every_step_leads_somewhere_or_says_for_whom_one_waits() {
        let ways = Ways { home: "/a", apply: "/apply", matching: "/matching", work: "/work" };
        for step in Step::ALL {
            let found = workspace(step).map(|(action, place)| (action, place.to_owned()));
            let Some((action, href)) = found.or_else(|| application(step, ways)) else {
                assert_eq!(step, Step::Over);
                continue;
            };
            assert_eq!(action.is_empty(), href.is_empty(), "{step:?}");
            let to_do = matches!(step.turn(), Turn::Ours | Turn::Either);
            assert!(!to_do || !href.is_empty(), "{step:?}");
            for tr in Messages::load().languages() {
                assert!(action.is_empty() || tr.knows(action), "{} {action}", tr.lang());
            }
        }
    }
}
