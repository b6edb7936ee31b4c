//! The frame of a step: the list of steps beside it, which of them it is, what it is for.

use content::{Draft, Kind};
use domain::{ContentId, Time};
use web::{Ctx, Shell};

use super::form::{self, StepLink};
use crate::{links, shelf, steps};

/// What stands around a step.
pub struct Frame {
    kind: &'static Kind,
    /// The title of the draft.
    pub heading: String,
    pub steps: Vec<StepLink>,
    /// When it was saved, and that only its author sees it.
    pub saved: String,
    /// Which step it is, from 1.
    pub number: usize,
    pub label: String,
    pub hint: Option<&'static str>,
    /// Where one says who else may change it; `None` before there is anything.
    pub writers: Option<String>,
}

impl Frame {
    /// The frame of a step of a draft that is stored.
    pub fn of(
        ctx: &Ctx,
        kind: &'static Kind,
        id: ContentId,
        stored: &Draft,
        saved: Time,
        step: &'static str,
    ) -> Self {
        let all = form::step_links(ctx, kind, Some(id), stored, step);
        let when = ctx.local.ago(saved);
        let heading = Some(stored.title.clone()).filter(|title| !title.is_empty());
        let saved = ctx.tr.t1("library-step-saved", "when", when);
        let writers = Some(links::below(kind, id, "writers"));
        Self { writers, ..Self::new(ctx, kind, heading, all, saved, step) }
    }

    /// The frame of the first step, before there is anything to store.
    pub fn first(ctx: &Ctx, kind: &'static Kind) -> Self {
        let empty = Draft::new(kind.name, ctx.tr.lang().clone());
        let all = form::step_links(ctx, kind, None, &empty, steps::PROMISE);
        let saved = ctx.tr.t("library-step-unsaved").to_owned();
        Self::new(ctx, kind, None, all, saved, steps::PROMISE)
    }

    fn new(
        ctx: &Ctx,
        kind: &'static Kind,
        heading: Option<String>,
        steps: Vec<StepLink>,
        saved: String,
        step: &'static str,
    ) -> Self {
        let shelf = shelf::at(ctx);
        Self {
            kind,
            heading: heading.unwrap_or_else(|| shelf.t_of(ctx.tr, kind, "library-new-title")),
            number: steps.iter().position(|s| s.now).map_or(1, |at| at + 1),
            label: steps::label(ctx, kind, step),
            hint: hint(ctx, kind, step),
            steps,
            saved,
            writers: None,
        }
    }

    /// The shell of its page.
    pub fn shell(&self, ctx: &Ctx, key: &str) -> Shell {
        let shelf = shelf::at(ctx);
        let key = shelf.key_of(ctx.tr, self.kind, key);
        let title = ctx.tr.t2(&key, "n", self.number, "of", self.steps.len());
        ctx.shell(title).crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
    }
}

/// What a step is for.
fn hint(ctx: &Ctx, kind: &Kind, step: &str) -> Option<&'static str> {
    let key = format!("library-step-{step}-hint");
    let own = shelf::of(&ctx.app, kind).map(|shelf| shelf.key_of(ctx.tr, kind, &key));
    ctx.tr.find(&own.unwrap_or(key))
}
