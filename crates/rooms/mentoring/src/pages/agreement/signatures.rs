//! Who proposed, signed and refused a version, and when: for each party and for the person who did it.

use people::ledger::{Open, Side};
use web::Ctx;

use super::party;
use crate::agreement::{Deed, Version};

/// What was done with a version, or is still to be done.
pub struct Line {
    /// What it is.
    pub label: String,
    /// Who did it; empty where nobody has.
    pub who: String,
    /// When, and what else is to be said.
    pub more: Vec<String>,
}

/// All that is to be said of a version, in its order: proposed, signed by the mentor and by the mentored city, refused or in
/// force.
pub fn lines(ctx: &Ctx, open: &Open, version: &Version) -> Vec<Line> {
    let tr = ctx.tr;
    let mut all = vec![done(ctx, open, tr.t("agreement-proposed"), &version.proposed)];
    for side in Side::BOTH {
        let label = tr.t1("agreement-signature-of", "name", party(&open.ledger, side).0);
        all.push(match version.signer(side) {
            Some(deed) => {
                let holds = version.verified[side.index()].is_some();
                let key = if holds { "agreement-verified" } else { "agreement-unverified" };
                let mut line = done(ctx, open, &label, deed);
                line.more.push(tr.t(key).to_owned());
                line
            }
            None => {
                let more = vec![tr.t("agreement-unsigned").to_owned()];
                Line { label, who: String::new(), more }
            }
        });
    }
    if let Some(deed) = version.refusal() {
        let key = match (version.instead.is_empty(), version.withdrawn) {
            (false, _) => "agreement-superseded",
            (true, true) => "agreement-withdrawn",
            (true, false) => "agreement-declined",
        };
        all.push(done(ctx, open, tr.t(key), deed));
    }
    if let Some(at) = version.bound_at.filter(|_| version.is_verified()) {
        let more = vec![ctx.local.date_time(at)];
        all.push(Line { label: tr.t("agreement-since").to_owned(), who: String::new(), more });
    }
    all
}

fn done(ctx: &Ctx, open: &Open, label: &str, deed: &Deed) -> Line {
    let city = party(&open.ledger, deed.side).0;
    let who = match open.person(&deed.actor) {
        "" => city,
        name => format!("{name}, {city}"),
    };
    Line { label: label.to_owned(), who, more: vec![ctx.local.date_time(deed.at)] }
}
