//! Values of one field that both sides have written without knowing of one another, to choose from.

use domain::Time;
use people::ledger::{Open, Written};
use web::{Ctx, Html};

use super::{super::entry as form, Names, rendered};
use crate::{agreement::Agreed, workspace::entry};

/// Values that stand beside one another.
pub struct Conflict {
    pub entry: String,
    pub key: String,
    pub field: String,
    pub what: String,
    pub label: String,
    pub values: Vec<Value>,
}

/// One of them.
pub struct Value {
    /// Its beginning.
    pub short: String,
    /// All of it, where the beginning is not.
    pub whole: Html,
    pub who: String,
    pub at: Time,
    /// Where it stands.
    pub place: String,
}

/// All of a text of which the beginning is not enough to choose by.
fn whole(text: &str) -> Html {
    if domain::text::len(text) > form::SHOWN { rendered(text) } else { Html::default() }
}

/// All of them in a workspace.
pub fn conflicts(ctx: &Ctx, open: &Open, names: &Names<'_>, agreed: &[Agreed]) -> Vec<Conflict> {
    let mut all = Vec::new();
    for kind in crate::entries::ALL {
        for (key, e) in open.now.all(kind.name) {
            for (field, values) in e.conflicts() {
                let label = form::label(ctx, kind, field);
                let what = [e.text("title"), e.text("text")].into_iter().find(|t| !t.is_empty());
                let shown = |w: &&Written| Value {
                    short: form::shown(ctx, kind, field, &w.value),
                    whole: whole(w.value.as_str().unwrap_or_default()),
                    who: names.name(w),
                    at: w.at,
                    place: format!("{} {}", w.place.site, w.place.sequence),
                };
                let goal = || {
                    let goal = agreed.iter().find(|goal| goal.key == key);
                    goal.filter(|_| kind.name == entry::GOAL).map(|goal| goal.text.clone())
                };
                all.push(Conflict {
                    entry: kind.name.to_owned(),
                    key: key.to_owned(),
                    field: field.to_owned(),
                    what: what.map(str::to_owned).or_else(goal).unwrap_or_default(),
                    label,
                    values: values.iter().map(shown).collect(),
                });
            }
        }
    }
    all
}
